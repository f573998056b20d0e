package io.fairfall.simulation.world;

import io.fairfall.journal.AppendListener;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Journals;
import io.fairfall.journal.SealedJournals;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.ledger.Accounts;
import io.fairfall.resilience.Backoff;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.simulation.history.Attempted.Seen;
import io.fairfall.simulation.history.InjectedFault;
import io.fairfall.simulation.history.RunHistory;
import io.fairfall.simulation.history.RunPlan;
import io.fairfall.simulation.history.Sizes;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** One run: everybody in it, and what they share. */
final class SimulatedWorld {
  private static final int MAX_PLAYERS = 5;
  private static final int TABS = 6;
  private static final int TAKERS = 2;

  private final RunPlan plan;
  private final RunHistory history;
  private final SplittableRandom random;
  private final Scheduler scheduler;
  private final FaultRandom faultRandom;
  private final Network network;
  private final Stream accountStream;
  private final Stream eventStream;
  private final Table accounts;
  private final Table events;
  private final Withdrawals withdrawals = new Withdrawals();
  private final Reorganised reorganised = new Reorganised();
  private final SimulatedSecrets secrets;
  private final Instances instances;
  private final List<String> players;
  private final SimulatedGame game;
  private final List<Runnable> projectors;
  private int operationsLeft;
  private int busy;
  private boolean isOver;

  SimulatedWorld(RunPlan plan, Journals accounts, Journals events) {
    this.plan = plan;
    this.history = new RunHistory(Sizes.of(plan.seed()), plan.game());
    this.random = new SplittableRandom(plan.seed());
    this.faultRandom = new FaultRandom(random, plan.faultPercent(), history);
    this.network = new Network(random);
    this.scheduler = new Scheduler(random, this::deliver, this::broken);
    this.accountStream = new Stream(this);
    this.eventStream = new Stream(this);
    this.accounts =
        new Table(
            accounts,
            history,
            entry -> {
              withdrawals.see(entry);
              reorganised.see(entry);
              if (hasProjectors() && Accounts.playerOf(entry.journal()).isPresent()) {
                accountStream.publish(entry);
              }
            });
    this.events =
        new Table(
            events,
            history,
            entry -> {
              SimulatedProjector.countFacts(entry, history);
              if (game().isNews(entry)) {
                eventStream.publish(entry);
              }
            });
    this.secrets = new SimulatedSecrets(this);
    this.instances = new Instances(this);
    this.players =
        IntStream.rangeClosed(1, 1 + random.nextInt(MAX_PLAYERS))
            .mapToObj(number -> "0xp" + number)
            .toList();
    this.operationsLeft = plan.operations();
    this.game =
        switch (plan.game()) {
          case CRASH -> new SimulatedCrash(this);
          case DICE -> new SimulatedDice(this);
        };
    this.projectors = game.projectors();
  }

  /** Runs it to its end. */
  RunHistory run() {
    begin("conductor", game.host());
    for (int i = 0; i < TABS; i++) {
      begin("tab " + i, game.tab(players.get(i % players.size())));
    }
    for (int i = 0; i < projectors.size(); i++) {
      scheduler.spawn("projector " + i, projectors.get(i));
    }
    ExternalWorld externalWorld = new ExternalWorld(this);
    begin("indexer", externalWorld);
    begin("payer", externalWorld);
    begin("operator", new SimulatedOperator(this));
    for (int i = 0; i < TAKERS; i++) {
      begin("taker " + i, new SimulatedTaker(this));
    }
    scheduler.spawn("settler", game.settler());
    scheduler.spawn("end", new End(this));
    scheduler.run();
    return history;
  }

  /** Notes what is stored: what comes after is not to be explained. */
  void keep() {
    history.stored().addAll(accounts.stored());
    history.stored().addAll(events.stored());
  }

  Journals accountTable() {
    return accounts.base();
  }

  private void begin(String name, Runnable body) {
    busy++;
    scheduler.spawn(
        name,
        () -> {
          try {
            body.run();
          } finally {
            busy--;
          }
        });
  }

  /** Has somebody do something on the side; the run does not end before it. */
  void aside(String name, Runnable body) {
    begin(name, body);
  }

  /** A read as a handler makes it. */
  <T> T read(Supplier<T> read) {
    scheduler.yieldNow();
    Optional<InjectedFault> fault = faultRandom.onRead();
    if (fault.isEmpty()) {
      return read.get();
    }
    tell(() -> "reads (" + fault.get().words() + ")");
    if (fault.get() == InjectedFault.READ_FAILED) {
      throw new StoreUnavailableException(fault.get().words(), new Stopped());
    }
    throw new Stopped();
  }

  /** Takes one of the operations that the plan grants. */
  boolean takesOperation() {
    return operationsLeft-- > 0;
  }

  boolean hasOperations() {
    return operationsLeft > 0;
  }

  /** Whether clients or the conductor are still at it. */
  boolean isBusy() {
    return busy > 0;
  }

  boolean isOver() {
    return isOver;
  }

  /** Whoever waits for work goes home. */
  void end() {
    isOver = true;
  }

  /** The heads of a player's account and of the game, as they are now. */
  Seen seen(String player) {
    return new Seen(
        accounts.head(Accounts.journalOf(player)),
        events.head(game.journal()),
        events.head(SettingsJournal.NAME));
  }

  Journals accountJournals() {
    return new FaultyJournals(accounts, this);
  }

  /** Sealed, by whoever asks for them: each remembers what it has read for itself. */
  Journals eventJournals() {
    return new SealedJournals(new FaultyJournals(events, this), Keys.SOURCE);
  }

  /** How journals are written here: in our time, and whoever writes may be stopped before it. */
  AppendLoop appendLoop() {
    return new AppendLoop(
        history.sizes().appendTries(),
        new Backoff(AppendLoop.DELAYS, () -> random, scheduler::sleep),
        new AppendListener() {
          @Override
          public void decided(String journal, int number) {
            scheduler.yieldNow();
            if (faultRandom.strikes(InjectedFault.STOPPED_BEFORE)) {
              throw new Stopped();
            }
          }

          @Override
          public void exhausted(String journal) {
            history.reached("journal.tries");
          }
        });
  }

  Stream accountStream() {
    return accountStream;
  }

  Stream eventStream() {
    return eventStream;
  }

  Scheduler scheduler() {
    return scheduler;
  }

  SplittableRandom random() {
    return random;
  }

  FaultRandom dice() {
    return faultRandom;
  }

  Network network() {
    return network;
  }

  Withdrawals withdrawals() {
    return withdrawals;
  }

  Reorganised reorganised() {
    return reorganised;
  }

  SimulatedSecrets secrets() {
    return secrets;
  }

  SimulatedGame game() {
    return game;
  }

  private boolean hasProjectors() {
    return !projectors.isEmpty();
  }

  Instances instances() {
    return instances;
  }

  RunHistory history() {
    return history;
  }

  List<String> players() {
    return players;
  }

  /** Writes a line of the story, if anybody wants to read it. */
  void tell(Supplier<String> line) {
    if (plan.tellsStory()) {
      history
          .story()
          .add(scheduler.millis() + " " + Thread.currentThread().getName() + ": " + line.get());
    }
  }

  /** What no handler should throw. */
  void broken(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    history
        .failures()
        .add(failure + (trace.length == 0 ? "" : " at " + trace[0] + " in " + whose()));
    tell(() -> "fails with " + failure);
  }

  private static String whose() {
    return Thread.currentThread().getName();
  }

  private void deliver() {
    network.deliver(scheduler.millis());
  }
}
