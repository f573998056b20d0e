package io.fairfall.ledger;

import static java.util.stream.Collectors.joining;

import io.fairfall.journal.Entry;
import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A second game, which the ledger was not made for: a player calls a number from 1 to 6, and a
 * throw pays five times the stake. Throws stand in a list, and the game's version is its length.
 */
final class DiceGame implements Game, EntryCodec {
  private static final BigInteger PAYS = BigInteger.valueOf(5);
  private static final String NONE = "-";

  private final List<Integer> throwsSoFar;

  DiceGame(List<Integer> throwsSoFar) {
    this.throwsSoFar = throwsSoFar;
  }

  /** A called number; {@code at} is how many throws there were. */
  record Call(long id, Wei stake, int number, long at) implements Hold {}

  /** A throw that a call was waiting for. */
  record Thrown(long holdId, Wei stake, Wei payout) implements Release {
    @Override
    public boolean isLost() {
      return payout.isZero();
    }

    @Override
    public boolean isCorrection() {
      return false;
    }
  }

  record Throws(List<Integer> seen) implements GameFacts {
    @Override
    public long version() {
      return seen.size();
    }
  }

  record Roll(OperationId id, int number, Wei stake, long stampMs) implements GameOperation {
    @Override
    public Optional<OperationId> key() {
      return Optional.of(id);
    }

    @Override
    public RequestFingerprint trace(int format) {
      return RequestFingerprint.of(
          id, Fingerprint.of("roll", Integer.toString(number), stake.toString()), format);
    }
  }

  enum No implements Rejection {
    NO_SUCH_NUMBER
  }

  @Override
  public GameFacts facts(
      Account head, Operation operation, boolean fresh, LongFunction<Optional<PastHold>> past) {
    return new Throws(List.copyOf(throwsSoFar));
  }

  @Override
  public GameFacts factsOf(
      Account before, AccountEntry entry, LongFunction<Optional<PastHold>> past) {
    return new Throws(List.copyOf(throwsSoFar.subList(0, (int) entry.gameVersion())));
  }

  @Override
  public List<Release> due(Account head, GameFacts facts, long exceptId) {
    return head.holds().stream().flatMap(hold -> end((Call) hold, (Throws) facts)).toList();
  }

  private static Stream<Release> end(Call call, Throws facts) {
    if (facts.version() <= call.at()) {
      return Stream.empty();
    }
    boolean isWon = facts.seen().get((int) call.at()) == call.number();
    Wei payout = isWon ? new Wei(call.stake().value().multiply(PAYS)) : Wei.ZERO;
    return Stream.of(new Thrown(call.id(), call.stake(), payout));
  }

  @Override
  public Decision decide(Account head, GameOperation operation, DecisionContext facts) {
    Roll roll = (Roll) operation;
    if (roll.number() < 1 || roll.number() > 6) {
      return new Decision.Rejected(No.NO_SUCH_NUMBER);
    }
    EntryBuilder draft = EntryBuilder.of(this, head, facts, roll.stampMs());
    Optional<Rejection> refusal = draft.refusal(roll.stake());
    if (refusal.isPresent()) {
      return new Decision.Rejected(refusal.get());
    }
    draft.place(
        new Call(head.version() + 1, roll.stake(), roll.number(), facts.game().version()),
        GameState.NONE);
    return new Decision.Accepted(
        draft.entry(AccountEntry.Kind.BET, roll.trace(facts.format()), null));
  }

  @Override
  public GameOperation operation(Account before, AccountEntry entry) {
    Call call = (Call) entry.placed().orElseThrow();
    OperationId id = OperationId.parse(entry.trace().id()).orElseThrow();
    return new Roll(id, call.number(), call.stake(), entry.stampMs());
  }

  @Override
  public List<? extends Rejection> rejections() {
    return List.of(No.values());
  }

  @Override
  public EntryCodec codec() {
    return this;
  }

  @Override
  public Entry write(String journal, AccountEntry entry, long nowMs) {
    Account after = entry.after();
    List<String> lines =
        List.of(
            entry.trace().id(),
            entry.trace().hash(),
            entry.stampMs() + "," + entry.gameVersion(),
            entry.legs().written(),
            after.available().toString(),
            after.holds().stream().map(hold -> written((Call) hold)).collect(joining(";")),
            entry.due().stream().map(end -> written((Thrown) end)).collect(joining(";")),
            Objects.requireNonNullElse(StoredParts.recent(after), NONE),
            Objects.requireNonNullElse(entry.note(), NONE));
    return new Entry(
        journal, entry.version(), entry.kind().word(), nowMs, String.join("\n", lines));
  }

  private static String written(Call call) {
    return call.id() + "," + call.stake() + "," + call.number() + "," + call.at();
  }

  private static String written(Thrown end) {
    return end.holdId() + "," + end.stake() + "," + end.payout();
  }

  @Override
  public AccountEntry read(Entry entry) {
    String[] line = entry.body().split("\n", -1);
    AccountEntry.Kind kind = AccountEntry.Kind.valueOf(entry.type().toUpperCase(Locale.ROOT));
    Operation.RequestFingerprint trace = new Operation.RequestFingerprint(line[0], line[1]);
    long[] at = Stream.of(line[2].split(",")).mapToLong(Long::parseLong).toArray();
    List<Hold> holds = parts(line[5]).<Hold>map(p -> call(p)).toList();
    Account after =
        new Account(
            entry.version(),
            Wei.parse(line[4]),
            holds.stream().map(Hold::stake).reduce(Wei.ZERO, Wei::plus),
            holds,
            GameState.NONE,
            StoredParts.recent(AccountEntry.FORMAT, kind, trace, at[0], orNull(line[7])),
            at[1],
            0,
            PlayerLimits.NONE);
    List<Release> due =
        parts(line[6])
            .<Release>map(p -> new Thrown(Long.parseLong(p[0]), Wei.parse(p[1]), Wei.parse(p[2])))
            .toList();
    Legs legs = Legs.read(line[3]);
    return new AccountEntry(
        AccountEntry.FORMAT, kind, trace, at[0], legs, null, due, orNull(line[8]), after);
  }

  private static Call call(String[] p) {
    long at = Long.parseLong(p[3]);
    return new Call(Long.parseLong(p[0]), Wei.parse(p[1]), Integer.parseInt(p[2]), at);
  }

  private static Stream<String[]> parts(String line) {
    return line.isEmpty() ? Stream.empty() : Stream.of(line.split(";")).map(l -> l.split(","));
  }

  private static @Nullable String orNull(String text) {
    return text.equals(NONE) ? null : text;
  }
}
