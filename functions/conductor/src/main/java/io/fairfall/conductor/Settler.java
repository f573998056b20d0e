package io.fairfall.conductor;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.fairfall.conductor.settlement.HousePostings;
import io.fairfall.conductor.settlement.PostingReconciler;
import io.fairfall.conductor.settlement.RoundEndedHandler;
import io.fairfall.conductor.settlement.Settlement;
import io.fairfall.conductor.settlement.SettlementReconciler;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.bets.CrashGame;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacKeySource;
import io.fairfall.journal.SealedJournals;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.mackeys.LedgerMacKeys;
import io.fairfall.platform.AwsClients;
import io.fairfall.platform.ConflictMetric;
import io.fairfall.platform.Environment;
import io.fairfall.platform.Metrics;
import io.fairfall.platform.StreamBatch;
import io.fairfall.settings.Breaker;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.treasury.HouseJournal;
import io.fairfall.treasury.LowBankroll;
import io.fairfall.treasury.SettlerCursor;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The function that writes the ends of rounds into accounts, and what they come to into the house's
 * books. The stream of events invokes it with records; a schedule invokes it every minute with an
 * event that has none.
 */
public final class Settler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
  private final RoundEndedHandler ends;
  private final SettlementReconciler reconciler;
  private final PostingReconciler postingReconciler;

  public Settler() {
    this(System.getenv());
  }

  public Settler(Map<String, String> variables) {
    this(new Environment(variables), InstantSource.system());
  }

  Settler(Environment environment, InstantSource clock) {
    DynamoDbClient dynamo = new AwsClients(environment).dynamoDb();
    MacKeySource keys = LedgerMacKeys.of(environment, clock);
    Journals events =
        new SealedJournals(new DynamoJournals(dynamo, environment.require("EVENTS_TABLE")), keys);
    GameJournal game = new GameJournal(events);
    Metrics metrics = new Metrics(environment, clock);
    AppendLoop loop = AppendLoop.inRealTime(new ConflictMetric(metrics));
    SettingsJournal settings = new SettingsJournal(events, clock, loop);
    Accounts accounts =
        new Accounts(
            new LedgerPorts(
                new DynamoJournals(dynamo, environment.require("ACCOUNTS_TABLE")),
                new CrashGame(game),
                settings,
                keys),
            clock,
            ThreadLocalRandom::current,
            new ConflictMetric(metrics));
    SettlerCursor settled = SettlerCursor.ofAccounts(dynamo, environment.require("WORK_TABLE"));
    SettlerCursor posted = SettlerCursor.ofPostings(dynamo, environment.require("WORK_TABLE"));
    Settlement settlement = new Settlement(accounts);
    HousePostings postings =
        new HousePostings(
            new HouseJournal(events, clock, loop),
            events,
            new LowBankroll(settings, new Breaker(settings, metrics::count)),
            posted,
            metrics,
            clock);
    ends = new RoundEndedHandler(settled, game, events, settlement, postings, clock);
    reconciler =
        new SettlementReconciler(
            settled, game, events, settlement, clock, SettlementReconciler.Slice.PRODUCTION);
    postingReconciler =
        new PostingReconciler(
            posted, game, postings, metrics, clock, PostingReconciler.Slice.PRODUCTION);
  }

  @Override
  public StreamsEventResponse handleRequest(DynamodbEvent event, Context lambda) {
    StreamBatch batch = new StreamBatch(event);
    if (event.getRecords() == null) {
      try {
        reconciler.run();
      } finally { // the house's books do not wait for an account
        postingReconciler.run();
      }
      return batch.answer(OptionalInt.empty());
    }
    StreamBatch.Contents contents = batch.contents();
    return batch.answer(StreamBatch.earlier(ends.follow(contents.items()), contents.unreadable()));
  }
}
