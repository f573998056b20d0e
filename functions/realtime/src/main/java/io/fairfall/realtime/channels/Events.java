package io.fairfall.realtime.channels;

import io.avaje.jsonb.Json;
import io.fairfall.betlogstore.PoolWeek;
import io.fairfall.crash.GameEvents;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.bets.AccountBets;
import io.fairfall.crash.bets.AccountView;
import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.crash.bets.Cashout;
import io.fairfall.crash.bets.Close;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import io.fairfall.settings.PublicSettings;
import io.fairfall.settings.SettingsJournal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The one place where entries become events, with what is nobody else's business left out. */
public final class Events {
  private static final String BALANCE_UPDATE = "balance_update";

  /** What the names of players' deposits' journals begin with. */
  private static final String DEPOSITS = "deposits:";

  private Events() {}

  /** An event and who may hear it. */
  public record Addressed(Topic topic, Event event) {}

  /** Facts of a round as other players may know them. */
  @Json
  record Bets(String roundId, List<PublicBetEvent> facts) {}

  /** An entry of the player's own account: what happened, and the whole account after it. */
  @Json
  record BalanceUpdate(
      String kind,
      Wei available,
      Wei locked,
      long version,
      List<AccountView.Bet> bets,
      AccountView.@Nullable Bet bet,
      @Nullable Cashout cashout,
      @Nullable List<Closed> closes) {}

  /** The bet that the player cashed out. */
  @Json
  record Cashout(String betId, Multiplier multiplier, Wei payout) {}

  /** A bet that ended on the way; a loss has no multiplier. */
  @Json
  record Closed(String betId, @Nullable Multiplier multiplier, Wei payout) {}

  /**
   * The event that an entry is told as.
   *
   * @throws IllegalStateException if the entry is of a journal that nobody is told about
   */
  public static Addressed of(Entry entry) {
    if (entry.journal().equals(GameJournal.NAME)) {
      return new Addressed(Topic.GAME, game(entry));
    }
    if (entry.journal().equals(SettingsJournal.NAME)) {
      return new Addressed(Topic.SETTINGS, settings(entry));
    }
    OptionalLong round = RoundFacts.roundOf(entry.journal());
    if (round.isPresent()) {
      return new Addressed(Topic.ROUNDS, round(round.getAsLong(), entry));
    }
    Optional<PoolWeek> week = PoolWeek.of(entry.journal());
    if (week.isPresent()) {
      return new Addressed(WeekTopics.topic(week.get()), week(week.get(), entry));
    }
    if (entry.journal().startsWith(DEPOSITS)) {
      Topic topic = Topic.deposits(entry.journal().substring(DEPOSITS.length()));
      return new Addressed(topic, deposits(entry));
    }
    Optional<String> player = Accounts.playerOf(entry.journal());
    if (player.isPresent()) {
      return new Addressed(Topic.account(player.get()), account(entry));
    }
    throw new IllegalStateException("nobody is told about " + entry.journal());
  }

  public static Event game(Entry entry) {
    return event(Channel.GAME, null, entry, entry.type(), GameEvents.data(entry));
  }

  public static Event round(long roundId, Entry entry) {
    String round = Long.toString(roundId);
    List<PublicBetEvent> facts =
        RoundFacts.read(entry).stream().map(PublicBetEvent::withoutAuto).toList();
    return event(Channel.ROUNDS, round, entry, RoundFacts.TYPE, new Bets(round, facts));
  }

  public static Event settings(Entry entry) {
    PublicSettings told = PublicSettings.of(SettingsJournal.settings(entry));
    return event(Channel.SETTINGS, null, entry, entry.type(), told);
  }

  /** Everything in it is for the whole pool: it is told as it was written. */
  public static Event week(PoolWeek week, Entry entry) {
    return new Event(
        week.journal(), null, entry.version(), entry.type(), entry.atMs(), entry.body());
  }

  public static Event account(Entry entry) {
    return event(
        Channel.ACCOUNT, null, entry, BALANCE_UPDATE, update(BetEntryCodec.INSTANCE.read(entry)));
  }

  /** The journal of a player's deposits. */
  public static String depositsOf(String player) {
    return DEPOSITS + player;
  }

  /** An entry is the state that the player sees: it is told as it was written. */
  public static Event deposits(Entry entry) {
    return new Event(
        Channel.DEPOSITS.word(), null, entry.version(), entry.type(), entry.atMs(), entry.body());
  }

  private static Event event(
      Channel channel, @Nullable String round, Entry entry, String type, Object data) {
    return new Event(
        channel.word(), round, entry.version(), type, entry.atMs(), JsonCodec.write(data));
  }

  private static BalanceUpdate update(AccountEntry entry) {
    List<AccountView.Bet> open =
        AccountBets.of(entry.after()).stream().map(AccountView.Bet::of).toList();
    List<Closed> closes = AccountBets.closes(entry).stream().map(Events::closed).toList();
    return new BalanceUpdate(
        entry.kind().name().toLowerCase(Locale.ROOT),
        entry.after().available(),
        entry.after().locked(),
        entry.version(),
        open,
        AccountBets.placed(entry).map(AccountView.Bet::of).orElse(null),
        cashout(entry),
        closes.isEmpty() ? null : closes);
  }

  private static @Nullable Cashout cashout(AccountEntry entry) {
    Close close = AccountBets.cashout(entry).orElse(null);
    if (close == null || close.multiplier() == null) {
      return null;
    }
    return new Cashout(Long.toString(close.betId()), close.multiplier(), close.payout());
  }

  private static Closed closed(Close close) {
    return new Closed(Long.toString(close.betId()), close.multiplier(), close.payout());
  }
}
