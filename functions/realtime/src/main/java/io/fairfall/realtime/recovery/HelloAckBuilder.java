package io.fairfall.realtime.recovery;

import io.fairfall.crash.GameJournal;
import io.fairfall.crash.RoundView;
import io.fairfall.crash.bets.AccountView;
import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.json.JsonCodec;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.realtime.channels.ChannelPositions;
import io.fairfall.realtime.channels.Event;
import io.fairfall.realtime.channels.Events;
import io.fairfall.realtime.channels.PayloadBudget;
import io.fairfall.realtime.protocol.HelloAck.Answer;
import io.fairfall.realtime.snapshots.Boards;
import io.fairfall.realtime.snapshots.LastCrashes;
import io.fairfall.realtime.subscriptions.SocketTally;
import io.fairfall.settings.PublicSettings;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsJournal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** One answer in the making: its channels share the room in one message. */
public final class HelloAckBuilder {
  /** Bytes of missed events in one answer; what is larger is told as a snapshot. */
  static final int MAX_REPLAY_BYTES = 24_000;

  private static final String NO_DEPOSITS =
      "{\"step\":0,\"head\":0,\"needed\":0,\"pending\":[],\"ended\":[]}";

  private final States states;
  private final ChannelPositions known;
  private final String epoch;
  private final JournalHeads now;
  private final boolean idle;
  private final long nowMs;
  private final PayloadBudget budget = new PayloadBudget(MAX_REPLAY_BYTES);

  /**
   * @param known what the client knows
   * @param idle whether the conductor rests
   */
  HelloAckBuilder(
      States states,
      ChannelPositions known,
      String epoch,
      JournalHeads now,
      boolean idle,
      long nowMs) {
    this.states = states;
    this.known = known;
    this.epoch = epoch;
    this.now = now;
    this.idle = idle;
    this.nowMs = nowMs;
  }

  /**
   * Where answers take their states from.
   *
   * @param crashes and {@code boards}: the parts that are shared
   */
  public record States(
      JournalSources sources, LastCrashes crashes, Boards boards, SocketTally tally) {}

  /** What is left for other channels. */
  PayloadBudget room() {
    return budget;
  }

  Answer game() {
    return answer(
        Recovery.decide(known.game(), now.gameVersion()),
        now.gameVersion(),
        replay -> missed(states.sources().events(), GameJournal.NAME, replay, Events::game),
        () -> whole(now.gameVersion(), gameSnapshot()));
  }

  Answer settings() {
    return answer(
        Recovery.decide(known.settings(), now.settingsVersion()),
        now.settingsVersion(),
        replay -> missed(states.sources().events(), SettingsJournal.NAME, replay, Events::settings),
        () ->
            whole(
                now.settingsVersion(),
                PublicSettings.of(
                    now.settings().map(SettingsJournal::settings).orElse(Settings.INITIAL))));
  }

  Answer account(String player) {
    return answer(
        Recovery.decide(known.account(), now.accountVersion()),
        now.accountVersion(),
        replay ->
            missed(
                states.sources().accounts(), Accounts.journalOf(player), replay, Events::account),
        () -> whole(now.accountVersion(), AccountView.of(player, accountNow())));
  }

  Answer deposits(String player) {
    return answer(
        Recovery.decide(known.deposits(), now.depositsVersion()),
        now.depositsVersion(),
        replay ->
            missed(states.sources().events(), Events.depositsOf(player), replay, Events::deposits),
        () -> deposited(now.deposits()));
  }

  /** An entry is a whole state; before the first one there is nothing. */
  private Answer deposited(Optional<Entry> head) {
    states.tally().count(SocketTally.Count.SNAPSHOTS);
    String state = head.map(Entry::body).orElse(NO_DEPOSITS);
    String position = JsonCodec.write(now.depositsVersion());
    return new Answer("snapshot", epoch, position, state, null, null);
  }

  Answer rounds() {
    ChannelPositions.InRound position = known.rounds();
    ChannelPositions.InRound head = now.inRound();
    boolean sameRound = position != null && position.round().equals(head.round());
    long roundId = Long.parseLong(head.round());
    return answer(
        Recovery.decide(sameRound && position != null ? position.id() : null, head.id()),
        head,
        replay ->
            missed(
                states.sources().events(),
                RoundFacts.journalOf(roundId),
                replay,
                entry -> Events.round(roundId, entry)),
        () -> board(head));
  }

  private Answer answer(
      Recovery recovery,
      Object head,
      Function<Recovery.Replay, Optional<List<Event>>> missed,
      Supplier<Answer> snapshot) {
    return switch (recovery) {
      case Recovery.UpToDate _ -> {
        states.tally().count(SocketTally.Count.OKS);
        yield new Answer("ok", epoch, JsonCodec.write(head), null, null, null);
      }
      case Recovery.Replay replay ->
          missed.apply(replay).map(events -> replay(head, events)).orElseGet(snapshot);
      case Recovery.Snapshot _ -> snapshot.get();
    };
  }

  private Answer replay(Object head, List<Event> events) {
    states.tally().count(SocketTally.Count.REPLAYS);
    return new Answer("replay", epoch, JsonCodec.write(head), null, null, events);
  }

  private Answer whole(Object position, Object snapshot) {
    states.tally().count(SocketTally.Count.SNAPSHOTS);
    return new Answer(
        "snapshot", epoch, JsonCodec.write(position), JsonCodec.write(snapshot), null, null);
  }

  private Answer board(ChannelPositions.InRound head) {
    states.tally().count(SocketTally.Count.SNAPSHOTS);
    Boards.Told told = states.boards().of(head, epoch, budget);
    boolean follows = !told.events().isEmpty();
    return new Answer(
        "snapshot",
        epoch,
        JsonCodec.write(told.end()),
        told.body(),
        follows ? JsonCodec.write(told.at()) : null,
        follows ? told.events() : null);
  }

  /** The missed events, if all of them are read and fit. */
  private Optional<List<Event>> missed(
      Journals journals, String journal, Recovery.Replay replay, Function<Entry, Event> telling) {
    List<Entry> entries = journals.range(journal, replay.from(), replay.to());
    if (entries.size() < replay.to() - replay.from() + 1) {
      return Optional.empty();
    }
    List<Event> told = entries.stream().map(telling).toList();
    return budget.take(PayloadBudget.of(told)) ? Optional.of(told) : Optional.empty();
  }

  private Object gameSnapshot() {
    return now.round()
        .map(
            round ->
                RoundView.current(round, idle, nowMs).after(states.crashes().before(round, epoch)))
        .orElseGet(() -> RoundView.none(nowMs));
  }

  private Account accountNow() {
    return now.account()
        .map(BetEntryCodec.INSTANCE::read)
        .map(AccountEntry::after)
        .orElse(Account.EMPTY);
  }
}
