package io.fairfall.crash.bets;

import io.avaje.jsonb.Json;
import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.EntryCodec;
import io.fairfall.ledger.GameState;
import io.fairfall.ledger.Hold;
import io.fairfall.ledger.Legs;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.Release;
import io.fairfall.ledger.StoredParts;
import io.fairfall.ledger.StoredParts.StoredPlayerLimits;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Account entries as the bodies of journal entries, with the bets of the crash game in them.
 *
 * <p>Names are one or two letters because an entry of up to 1,024 bytes costs one write unit and
 * every bet writes one; a test pins the size. The form is public: auditors read it.
 */
public final class BetEntryCodec implements EntryCodec {
  /** There is nothing to tell one from another. */
  public static final BetEntryCodec INSTANCE = new BetEntryCodec();

  private BetEntryCodec() {}

  /**
   * @param f format, absent in entries of the first
   * @param op key of the operation, empty for the system's own
   * @param h its hash
   * @param t stamp
   * @param g game version
   * @param v settings version
   * @param l legs: available, locked, house, external
   * @param c the bet that was cashed out
   * @param e bets that ended on the way
   * @param n note
   * @param s the account after
   */
  @Json
  record Stored(
      @Nullable Integer f,
      String op,
      String h,
      long t,
      long g,
      long v,
      String l,
      @Nullable StoredClose c,
      @Nullable List<StoredClose> e,
      @Nullable String n,
      StoredAccount s) {}

  /** b bet id, r round, s seat, x stake, k result, m multiplier; the payout is x times m. */
  @Json
  record StoredClose(long b, long r, int s, Wei x, Close.Result k, @Nullable Multiplier m) {}

  /**
   * a available, l locked, b bets, sr round of the seats, st seats taken, o recent operations with
   * commas between: the mark, or a hyphen for a cashout, which has none, and in base 36 the stamp
   * of those that count to the rate; p protection.
   */
  @Json
  record StoredAccount(
      Wei a,
      Wei l,
      @Nullable List<StoredBet> b,
      long sr,
      int st,
      @Nullable String o,
      @Nullable StoredPlayerLimits p) {}

  /** i bet id, r round, s seat, x stake, m automatic cashout, c cap. */
  @Json
  record StoredBet(long i, long r, int s, Wei x, @Nullable Multiplier m, Multiplier c) {}

  @Override
  public Entry write(String journal, AccountEntry entry, long nowMs) {
    Account after = entry.after();
    Seats seats = Seats.of(after);
    Stored stored =
        new Stored(
            StoredParts.format(entry),
            entry.trace().id(),
            entry.trace().hash(),
            entry.stampMs(),
            entry.gameVersion(),
            entry.settingsVersion(),
            entry.legs().written(),
            AccountBets.cashout(entry).map(BetEntryCodec::stored).orElse(null),
            entry.due().isEmpty()
                ? null
                : AccountBets.closes(entry).stream().map(BetEntryCodec::stored).toList(),
            entry.note(),
            new StoredAccount(
                after.available(),
                after.locked(),
                AccountBets.of(after).stream().map(BetEntryCodec::stored).toList(),
                seats.roundId(),
                seats.taken(),
                StoredParts.recent(after),
                StoredParts.stored(after.protection())));
    return new Entry(journal, entry.version(), entry.kind().word(), nowMs, JsonCodec.write(stored));
  }

  @Override
  public AccountEntry read(Entry entry) {
    Stored stored = JsonCodec.fromStore(Stored.class, entry.body());
    int format = StoredParts.format(stored.f());
    AccountEntry.Kind kind = AccountEntry.Kind.valueOf(entry.type().toUpperCase(Locale.ROOT));
    Operation.RequestFingerprint fingerprint =
        new Operation.RequestFingerprint(stored.op(), stored.h());
    StoredAccount s = stored.s();
    Account after =
        new Account(
            entry.version(),
            s.a(),
            s.l(),
            orEmpty(s.b()).stream().<Hold>map(BetEntryCodec::bet).toList(),
            s.sr() == 0 && s.st() == 0 ? GameState.NONE : new Seats(s.sr(), s.st()),
            StoredParts.recent(format, kind, fingerprint, stored.t(), s.o()),
            stored.g(),
            stored.v(),
            StoredParts.protection(s.p()));
    return new AccountEntry(
        format,
        kind,
        fingerprint,
        stored.t(),
        Legs.read(stored.l()),
        stored.c() == null ? null : close(stored.c()),
        orEmpty(stored.e()).stream().<Release>map(BetEntryCodec::close).toList(),
        stored.n(),
        after);
  }

  private static StoredBet stored(OpenBet bet) {
    return new StoredBet(
        bet.id(), bet.roundId(), bet.seat(), bet.stake(), bet.autoCashout(), bet.cap());
  }

  private static OpenBet bet(StoredBet b) {
    return new OpenBet(b.i(), b.r(), b.s(), b.x(), b.m(), b.c());
  }

  private static StoredClose stored(Close close) {
    return new StoredClose(
        close.betId(),
        close.roundId(),
        close.seat(),
        close.stake(),
        close.result(),
        close.multiplier());
  }

  private static Close close(StoredClose c) {
    Wei payout = c.m() == null ? Wei.ZERO : c.x().times(c.m());
    return new Close(c.b(), c.r(), c.s(), c.x(), c.k(), c.m(), payout);
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
