package io.fairfall.ledger;

import io.avaje.jsonb.Json;
import io.fairfall.journal.Body;
import io.fairfall.journal.Entry;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Account entries as the bodies of journal entries.
 *
 * <p>Names are one or two letters because an entry of up to 1,024 bytes costs one write unit and
 * every bet writes one; a test pins the size. The form is public: auditors read it.
 */
public final class AccountJson {
  private AccountJson() {}

  /**
   * @param op key of the operation, empty for the system's own
   * @param h its hash
   * @param t stamp
   * @param g game version
   * @param l legs: available, locked, house, external
   * @param c the bet that was cashed out
   * @param e bets that ended on the way
   * @param n note
   * @param s the account after
   */
  @Json
  record Stored(
      String op,
      String h,
      long t,
      long g,
      String l,
      @Nullable StoredClose c,
      @Nullable List<StoredClose> e,
      @Nullable String n,
      StoredAccount s) {}

  /** b bet id, r round, s seat, x stake, k result, m multiplier, p payout. */
  @Json
  record StoredClose(long b, long r, int s, Wei x, Close.Result k, @Nullable Multiplier m, Wei p) {}

  /**
   * a available, l locked, b bets, sr round of the seats, st seats taken, o recent operations as
   * key and hash with a space between.
   */
  @Json
  record StoredAccount(
      Wei a, Wei l, @Nullable List<StoredBet> b, long sr, int st, @Nullable List<String> o) {}

  /** i bet id, r round, s seat, x stake, m automatic cashout, c cap. */
  @Json
  record StoredBet(long i, long r, int s, Wei x, @Nullable Multiplier m, Multiplier c) {}

  /** The journal entry for an account entry. */
  public static Entry write(String journal, AccountEntry entry, long nowMs) {
    Account after = entry.after();
    Stored stored =
        new Stored(
            entry.trace().id(),
            entry.trace().hash(),
            entry.stampMs(),
            entry.gameVersion(),
            entry.legs().written(),
            entry.cashout() == null ? null : stored(entry.cashout()),
            entry.closes().isEmpty()
                ? null
                : entry.closes().stream().map(AccountJson::stored).toList(),
            entry.note(),
            new StoredAccount(
                after.available(),
                after.locked(),
                after.bets().stream().map(AccountJson::stored).toList(),
                after.seats().roundId(),
                after.seats().taken(),
                after.recent().stream().skip(1).map(AccountJson::stored).toList()));
    String type = entry.kind().name().toLowerCase(Locale.ROOT);
    return new Entry(journal, entry.version(), type, nowMs, Body.write(stored));
  }

  /** The account entry that a journal entry holds; its invariants are checked on the way. */
  public static AccountEntry read(Entry entry) {
    Stored stored = Body.read(Stored.class, entry.body());
    Operation.Trace trace = new Operation.Trace(stored.op(), stored.h());
    StoredAccount s = stored.s();
    List<Operation.Trace> recent =
        Stream.concat(Stream.of(trace), orEmpty(s.o()).stream().map(AccountJson::trace)).toList();
    Account after =
        new Account(
            entry.version(),
            s.a(),
            s.l(),
            orEmpty(s.b()).stream().map(AccountJson::bet).toList(),
            new Account.Seats(s.sr(), s.st()),
            recent,
            stored.g());
    return new AccountEntry(
        AccountEntry.Kind.valueOf(entry.type().toUpperCase(Locale.ROOT)),
        trace,
        stored.t(),
        stored.g(),
        Legs.read(stored.l()),
        stored.c() == null ? null : close(stored.c()),
        orEmpty(stored.e()).stream().map(AccountJson::close).toList(),
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
        close.multiplier(),
        close.payout());
  }

  private static Close close(StoredClose c) {
    return new Close(c.b(), c.r(), c.s(), c.x(), c.k(), c.m(), c.p());
  }

  private static String stored(Operation.Trace trace) {
    return trace.id() + " " + trace.hash();
  }

  private static Operation.Trace trace(String written) {
    int space = written.indexOf(' ');
    return new Operation.Trace(written.substring(0, space), written.substring(space + 1));
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
