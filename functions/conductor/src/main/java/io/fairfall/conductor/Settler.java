package io.fairfall.conductor;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.fairfall.edge.Aws;
import io.fairfall.edge.ConflictMetric;
import io.fairfall.edge.Environment;
import io.fairfall.edge.Metrics;
import io.fairfall.edge.StreamBatch;
import io.fairfall.game.GameJournal;
import io.fairfall.game.bets.CrashGame;
import io.fairfall.house.HouseJournal;
import io.fairfall.house.LowBankroll;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Journals;
import io.fairfall.keys.LedgerKeys;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Sources;
import io.fairfall.settings.Breaker;
import io.fairfall.settings.SettingsJournal;
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
  private final RoundEnds ends;
  private final Sweep sweep;
  private final PostingSweep postingSweep;

  public Settler() {
    this(System.getenv());
  }

  public Settler(Map<String, String> variables) {
    this(new Environment(variables), InstantSource.system());
  }

  Settler(Environment environment, InstantSource clock) {
    DynamoDbClient dynamo = new Aws(environment).dynamoDb();
    Journals events = new DynamoJournals(dynamo, environment.require("EVENTS_TABLE"));
    GameJournal game = new GameJournal(events);
    Metrics metrics = new Metrics(environment, clock);
    AppendLoop loop = AppendLoop.inRealTime(new ConflictMetric(metrics));
    SettingsJournal settings = new SettingsJournal(events, clock, loop);
    Accounts accounts =
        new Accounts(
            new Sources(
                new DynamoJournals(dynamo, environment.require("ACCOUNTS_TABLE")),
                new CrashGame(game),
                settings,
                LedgerKeys.of(environment, clock)),
            clock,
            ThreadLocalRandom::current);
    SettlerCursor settled = SettlerCursor.ofAccounts(dynamo, environment.require("WORK_TABLE"));
    SettlerCursor posted = SettlerCursor.ofPostings(dynamo, environment.require("WORK_TABLE"));
    Settlement settlement = new Settlement(accounts);
    Postings postings =
        new Postings(
            new HouseJournal(events, clock, loop),
            new LowBankroll(settings, new Breaker(settings, metrics::count)),
            posted,
            metrics,
            clock);
    ends = new RoundEnds(settled, game, events, settlement, postings, clock);
    sweep = new Sweep(settled, game, events, settlement, clock);
    postingSweep = new PostingSweep(posted, game, postings, clock);
  }

  @Override
  public StreamsEventResponse handleRequest(DynamodbEvent event, Context lambda) {
    StreamBatch batch = new StreamBatch(event);
    if (event.getRecords() == null) {
      sweep.run();
      postingSweep.run();
      return batch.answer(OptionalInt.empty());
    }
    StreamBatch.Contents contents = batch.contents();
    return batch.answer(StreamBatch.earlier(ends.follow(contents.items()), contents.unreadable()));
  }
}
