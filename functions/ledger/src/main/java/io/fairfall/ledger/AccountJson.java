package io.fairfall.ledger;

import io.avaje.jsonb.Json;
import io.fairfall.journal.Body;
import io.fairfall.journal.Entry;
import io.fairfall.ledger.Account.Recent;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Account entries as the bodies of journal entries.
 *
 * <p>Names are one or two letters because an entry of up to 1,024 bytes costs one write unit and
 * every bet writes one; a test pins the size. The form is public: auditors read it.
 */
public final class AccountJson {
  private static final String COMMA = ",";
  private static final int RADIX = 36;

  /** Stands before the stamp of an operation that counts and has no key: a mark is longer. */
  private static final String NO_MARK = "-";

  private AccountJson() {}

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
      @Nullable StoredProtection p) {}

  /**
   * l limits, n looser limits that will count from nt on, c end of the cool-off, x end of the
   * exclusion, r reminder, u spending.
   */
  @Json
  record StoredProtection(String l, @Nullable String n, long nt, long c, long x, int r, String u) {}

  /** i bet id, r round, s seat, x stake, m automatic cashout, c cap. */
  @Json
  record StoredBet(long i, long r, int s, Wei x, @Nullable Multiplier m, Multiplier c) {}

  /** The journal entry for an account entry. */
  public static Entry write(String journal, AccountEntry entry, long nowMs) {
    Account after = entry.after();
    Stored stored =
        new Stored(
            entry.format() == AccountEntry.FORMAT_1 ? null : entry.format(),
            entry.trace().id(),
            entry.trace().hash(),
            entry.stampMs(),
            entry.gameVersion(),
            entry.settingsVersion(),
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
                recent(after.recent()),
                stored(after.protection())));
    String type = Externals.word(entry.kind());
    return new Entry(journal, entry.version(), type, nowMs, Body.write(stored));
  }

  /** The account entry that a journal entry holds; its invariants are checked on the way. */
  public static AccountEntry read(Entry entry) {
    Stored stored = Body.read(Stored.class, entry.body());
    int format = format(stored.f());
    AccountEntry.Kind kind = AccountEntry.Kind.valueOf(entry.type().toUpperCase(Locale.ROOT));
    Operation.Trace trace = new Operation.Trace(stored.op(), stored.h());
    Recent own = new Recent(trace.mark(), kind.isThePlayers(format) ? stored.t() : 0);
    StoredAccount s = stored.s();
    Account after =
        new Account(
            entry.version(),
            s.a(),
            s.l(),
            orEmpty(s.b()).stream().map(AccountJson::bet).toList(),
            new Account.Seats(s.sr(), s.st()),
            Stream.concat(Stream.of(own), recent(s.o())).toList(),
            stored.g(),
            stored.v(),
            protection(s.p()));
    return new AccountEntry(
        format,
        kind,
        trace,
        stored.t(),
        Legs.read(stored.l()),
        stored.c() == null ? null : close(stored.c()),
        orEmpty(stored.e()).stream().map(AccountJson::close).toList(),
        stored.n(),
        after);
  }

  private static int format(@Nullable Integer written) {
    int format = written == null ? AccountEntry.FORMAT_1 : written;
    if (format < AccountEntry.FORMAT_1 || format > AccountEntry.FORMAT) {
      throw new IllegalStateException("an entry of format " + format + " is newer than this code");
    }
    return format;
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

  private static @Nullable String recent(List<Recent> recent) {
    return recent.size() == 1
        ? null
        : recent.stream().skip(1).map(AccountJson::one).collect(Collectors.joining(COMMA));
  }

  private static Stream<Recent> recent(@Nullable String written) {
    return written == null
        ? Stream.empty()
        : Arrays.stream(written.split(COMMA, -1)).map(AccountJson::one);
  }

  private static String one(Recent one) {
    if (one.stampMs() == 0) {
      return one.mark();
    }
    return (one.mark().isEmpty() ? NO_MARK : one.mark()) + Long.toString(one.stampMs(), RADIX);
  }

  private static Recent one(String written) {
    if (written.startsWith(NO_MARK) && written.length() < Digest.LENGTH) {
      return new Recent("", Long.parseLong(written.substring(NO_MARK.length()), RADIX));
    }
    return written.length() <= Digest.LENGTH
        ? new Recent(written, 0)
        : new Recent(
            written.substring(0, Digest.LENGTH),
            Long.parseLong(written.substring(Digest.LENGTH), RADIX));
  }

  private static @Nullable StoredProtection stored(Protection protection) {
    if (protection.equals(Protection.NONE)) {
      return null;
    }
    Protection.Raise raise = protection.raise();
    return new StoredProtection(
        protection.limits().written(),
        raise == null ? null : raise.limits().written(),
        raise == null ? 0 : raise.fromMs(),
        protection.coolOffUntilMs(),
        protection.excludedUntilMs(),
        protection.reminderMinutes(),
        protection.spending().written());
  }

  private static Protection protection(@Nullable StoredProtection p) {
    return p == null
        ? Protection.NONE
        : new Protection(
            Limits.read(p.l()),
            p.n() == null ? null : new Protection.Raise(Limits.read(p.n()), p.nt()),
            p.c(),
            p.x(),
            p.r(),
            Spending.read(p.u()));
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
