package io.fairfall.feed;

import io.fairfall.edge.Json;
import io.fairfall.feed.Acknowledgement.Answer;
import io.fairfall.game.GameJournal;
import io.fairfall.game.Round;
import io.fairfall.game.RoundView;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.AccountJson;
import io.fairfall.ledger.AccountView;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.RoundFacts;
import io.fairfall.settings.PublicSettings;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsJournal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One answer in the making: its channels share the room in one message. */
final class Reply {
  /** Bytes of missed events in one answer; what is larger is told as a snapshot. */
  static final int MAX_REPLAY_BYTES = 24_000;

  /** Bytes for the bets of a round in a snapshot, however much other channels have taken. */
  static final int MIN_BOARD_BYTES = 3_000;

  private static final int LAST_CRASHES = 20;

  private final Sources sources;
  private final Positions known;
  private final @Nullable String epoch;
  private final Heads now;
  private final boolean idle;
  private final long nowMs;
  private final Room room = new Room(MAX_REPLAY_BYTES);

  /**
   * @param known what the client knows
   * @param idle whether the conductor rests
   */
  Reply(
      Sources sources,
      Positions known,
      @Nullable String epoch,
      Heads now,
      boolean idle,
      long nowMs) {
    this.sources = sources;
    this.known = known;
    this.epoch = epoch;
    this.now = now;
    this.idle = idle;
    this.nowMs = nowMs;
  }

  Answer game() {
    return answer(
        Recovery.decide(known.game(), now.gameVersion()),
        now.gameVersion(),
        replay -> missed(sources.events(), GameJournal.NAME, replay, Events::game),
        this::gameSnapshot);
  }

  Answer settings() {
    return answer(
        Recovery.decide(known.settings(), now.settingsVersion()),
        now.settingsVersion(),
        replay -> missed(sources.events(), SettingsJournal.NAME, replay, Events::settings),
        () ->
            PublicSettings.of(
                now.settings().map(SettingsJournal::settings).orElse(Settings.INITIAL)));
  }

  Answer account(String player) {
    return answer(
        Recovery.decide(known.account(), now.accountVersion()),
        now.accountVersion(),
        replay -> missed(sources.accounts(), Accounts.journalOf(player), replay, Events::account),
        () -> AccountView.of(player, accountNow()));
  }

  Answer rounds() {
    Positions.InRound position = known.rounds();
    Positions.InRound head = now.inRound();
    boolean sameRound = position != null && position.round().equals(head.round());
    long roundId = Long.parseLong(head.round());
    return answer(
        Recovery.decide(sameRound && position != null ? position.id() : null, head.id()),
        head,
        replay ->
            missed(
                sources.events(),
                RoundFacts.journalOf(roundId),
                replay,
                entry -> Events.round(roundId, entry)),
        () -> board(head));
  }

  private Answer answer(
      Recovery recovery,
      Object head,
      Function<Recovery.Replay, Optional<List<Event>>> missed,
      Supplier<Object> snapshot) {
    String position = Json.write(head);
    return switch (recovery) {
      case Recovery.UpToDate _ -> new Answer("ok", epoch, position, null, null);
      case Recovery.Replay replay ->
          missed
              .apply(replay)
              .map(events -> new Answer("replay", epoch, position, events, null))
              .orElseGet(() -> whole(position, snapshot));
      case Recovery.Snapshot _ -> whole(position, snapshot);
    };
  }

  private Answer whole(String position, Supplier<Object> snapshot) {
    return new Answer("snapshot", epoch, position, null, Json.write(snapshot.get()));
  }

  /** The missed events, if all of them are read and fit. */
  private Optional<List<Event>> missed(
      Journals journals, String journal, Recovery.Replay replay, Function<Entry, Event> telling) {
    List<Entry> entries = journals.range(journal, replay.from(), replay.to());
    if (entries.size() < replay.to() - replay.from() + 1) {
      return Optional.empty();
    }
    List<Event> told = entries.stream().map(telling).toList();
    int bytes = told.stream().mapToInt(event -> Json.write(event).length() + 1).sum();
    return room.take(bytes) ? Optional.of(told) : Optional.empty();
  }

  private Object gameSnapshot() {
    return now.round()
        .map(round -> RoundView.current(round, idle, nowMs).after(crashesBefore(round)))
        .orElseGet(() -> RoundView.none(nowMs));
  }

  private List<RoundView.Past> crashesBefore(Round round) {
    return sources.game().recent(round.id(), LAST_CRASHES).stream()
        .flatMap(past -> RoundView.Past.of(past).stream())
        .toList();
  }

  private Account accountNow() {
    return now.account().map(AccountJson::read).map(AccountEntry::after).orElse(Account.EMPTY);
  }

  private Board board(Positions.InRound head) {
    room.reserve(MIN_BOARD_BYTES);
    return Board.of(
        head.round(), RoundFacts.all(sources.events(), Long.parseLong(head.round())), room);
  }
}
