package io.fairfall.realtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.fairfall.crash.bets.AccountProjector;
import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.RoundProjection;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.SealedJournals;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Witness;
import io.fairfall.mackeys.LedgerMacKeys;
import io.fairfall.money.Wei;
import io.fairfall.payouts.PayoutId;
import io.fairfall.payouts.PayoutRequests;
import io.fairfall.payouts.WithdrawalListener;
import io.fairfall.platform.AwsClients;
import io.fairfall.platform.ConflictMetric;
import io.fairfall.platform.Environment;
import io.fairfall.platform.Log;
import io.fairfall.platform.Metrics;
import io.fairfall.platform.StreamBatch;
import io.fairfall.realtime.delivery.PublishRateBudget;
import io.fairfall.realtime.subscriptions.AudienceSizeHint;
import io.fairfall.resilience.LruCache;
import io.fairfall.treasury.AdjustmentJournal;
import io.fairfall.treasury.AdjustmentPosting;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The projector function: account entries from the accounts' stream become facts in the journals of
 * rounds. One invocation appends once per round it has news of, however many players they are from,
 * so that the journal that all players share is not written once per bet.
 *
 * <p>Of what nothing else tells outside of the accounts' table, it writes a {@link Witness}.
 *
 * <p>Each withdrawal is put into the queue of payouts and into its player's list: whoever took the
 * request has done so already, unless that failed.
 *
 * <p>Facts get there at least once, and in no promised order between players. Adjustments of
 * accounts are posted to the house's books on the way, each once.
 *
 * <p>Here is where the pace of bets is kept. An entry of a round is one message to everybody who
 * watches, and later nothing could make fewer of it: every version is told. So facts are gathered
 * here for as long as {@link PublishRateBudget} says for the {@link AudienceSizeHint}. Entries of
 * the game, which the conductor writes, never wait.
 */
public final class Projector implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
  /** Rounds whose facts this instance remembers: the current one and those that still settle. */
  private static final int MAX_REMEMBERED_ROUNDS = 16;

  private final Journals journals;
  private final AdjustmentJournal adjustments;
  private final WithdrawalListener withdrawals;
  private final InstantSource clock;
  private final AppendLoop loop;
  private final Consumer<StreamBatch> watch;
  private final LongSupplier intervalMs;
  private final LruCache<Long, RoundProjection> logs = new LruCache<>(MAX_REMEMBERED_ROUNDS);

  public Projector() {
    this(System.getenv());
  }

  public Projector(Map<String, String> variables) {
    this(new Environment(variables));
  }

  private Projector(Environment environment) {
    this(environment, new Metrics(environment, InstantSource.system()));
  }

  /** An alarm stands behind the watch: rewriting an account is how somebody would steal. */
  private Projector(Environment environment, Metrics metrics) {
    this(environment, metrics, new AwsClients(environment).dynamoDb());
  }

  private Projector(Environment environment, Metrics metrics, DynamoDbClient dynamo) {
    this(
        new SealedJournals(
            new DynamoJournals(dynamo, environment.require("EVENTS_TABLE")),
            LedgerMacKeys.of(environment, InstantSource.system())),
        InstantSource.system(),
        AppendLoop.inRealTime(new ConflictMetric(metrics)),
        batch -> batch.countRewritten(metrics),
        interval(environment),
        PayoutRequests.of(
            dynamo,
            environment.require("PAYOUTS_TABLE"),
            environment.require("PAYOUT_QUEUE_TABLE"),
            LedgerMacKeys.of(environment, InstantSource.system()),
            AppendLoop.inRealTime(new ConflictMetric(metrics)),
            InstantSource.system()));
  }

  private static LongSupplier interval(Environment environment) {
    PublishRateBudget budget = PublishRateBudget.of(environment);
    AudienceSizeHint hint = AudienceSizeHint.of(environment, InstantSource.system());
    return () -> budget.intervalMs(hint.ofRounds());
  }

  Projector(Journals journals, InstantSource clock, AppendLoop loop) {
    this(journals, clock, loop, (id, amount, to, atMs) -> {});
  }

  /**
   * @param withdrawals is told of each withdrawal, more than once if need be
   */
  Projector(
      Journals journals, InstantSource clock, AppendLoop loop, WithdrawalListener withdrawals) {
    this(journals, clock, loop, batch -> {}, () -> 0, withdrawals);
  }

  private Projector(
      Journals journals,
      InstantSource clock,
      AppendLoop loop,
      Consumer<StreamBatch> watch,
      LongSupplier intervalMs,
      WithdrawalListener withdrawals) {
    this.withdrawals = withdrawals;
    this.watch = watch;
    this.intervalMs = intervalMs;
    this.journals = journals;
    this.clock = clock;
    this.loop = loop;
    this.adjustments = new AdjustmentJournal(journals, clock, loop);
  }

  @Override
  public StreamsEventResponse handleRequest(DynamodbEvent event, Context lambda) {
    StreamBatch batch = new StreamBatch(event);
    watch.accept(batch);
    StreamBatch.Contents contents = batch.contents();
    OptionalInt failed = contents.unreadable();
    Map<Long, News> news = new LinkedHashMap<>();
    Map<Integer, AdjustmentPosting> toPost = new LinkedHashMap<>();
    for (StreamBatch.Item item : contents.items()) {
      if (!isWitnessed(item.entry())) {
        failed = StreamBatch.earlier(failed, OptionalInt.of(item.index()));
        break;
      }
      try {
        AccountEntry read = BetEntryCodec.INSTANCE.read(item.entry());
        if (!isAnnounced(item.entry(), read)) {
          failed = StreamBatch.earlier(failed, OptionalInt.of(item.index()));
          break;
        }
        for (AccountProjector.InRound fact : AccountProjector.of(item.entry(), read)) {
          news.computeIfAbsent(fact.roundId(), round -> new News(item.index())).add(fact);
        }
        AdjustmentJournal.of(item.entry(), read)
            .ifPresent(posting -> toPost.put(item.index(), posting));
      } catch (RuntimeException unreadable) {
        Log.failure("entry_unreadable", unreadable, Map.of("journal", item.entry().journal()));
        failed = StreamBatch.earlier(failed, OptionalInt.of(item.index()));
        break;
      }
    }
    for (Map.Entry<Long, News> round : news.entrySet()) {
      if (!isWritten(round.getKey(), round.getValue())) {
        failed = StreamBatch.earlier(failed, OptionalInt.of(round.getValue().firstIndex));
      }
    }
    for (Map.Entry<Integer, AdjustmentPosting> one : toPost.entrySet()) {
      if (!isPosted(one.getValue())) {
        failed = StreamBatch.earlier(failed, OptionalInt.of(one.getKey()));
      }
    }
    return batch.answer(failed);
  }

  /** What the account alone would know is told to another table; a second time changes nothing. */
  private boolean isWitnessed(Entry entry) {
    try {
      return Witness.write(journals, entry);
    } catch (StoreUnavailableException failure) {
      Log.failure("witness_not_written", failure, Map.of("journal", entry.journal()));
      return false;
    }
  }

  /** What is to be paid is in the sender's queue; putting it in again changes nothing. */
  private boolean isAnnounced(Entry entry, AccountEntry read) {
    if (read.kind() != AccountEntry.Kind.WITHDRAWAL) {
      return true;
    }
    String player = Accounts.playerOf(entry.journal()).orElseThrow();
    Wei amount = new Wei(read.legs().external());
    try {
      withdrawals.asked(
          new PayoutId(player, entry.version()), amount, read.requireNote(), entry.atMs());
      return true;
    } catch (StoreUnavailableException failure) {
      Log.failure("withdrawal_not_announced", failure, Map.of("journal", entry.journal()));
      return false;
    } catch (IllegalArgumentException nowhere) {
      // it stands in the account for ever, and must not hold up what comes behind it
      Log.failure("withdrawal_not_payable", nowhere, Map.of("journal", entry.journal()));
      return true;
    }
  }

  /** What an operator gives or takes is the house's: it is in its books before it is forgotten. */
  private boolean isPosted(AdjustmentPosting posting) {
    try {
      adjustments.post(posting);
      return true;
    } catch (RuntimeException failure) {
      Log.failure("adjustment_not_posted", failure, Map.of("player", posting.player()));
      return false;
    }
  }

  private boolean isWritten(long roundId, News news) {
    try {
      return logs.get(roundId, id -> new RoundProjection(journals, id, clock, loop, intervalMs))
          .add(news.facts);
    } catch (RuntimeException failure) {
      Log.failure("facts_not_written", failure, Map.of("round", roundId));
      return false;
    }
  }

  /** What one batch has to say about one round, and the first record that says it. */
  private static final class News {
    private final int firstIndex;
    private final List<PublicBetEvent> facts = new ArrayList<>();

    News(int firstIndex) {
      this.firstIndex = firstIndex;
    }

    void add(AccountProjector.InRound fact) {
      facts.add(fact.fact());
    }
  }
}
