package io.fairfall.ledger;

import io.fairfall.ledger.AccountEntry.Kind;
import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The next entry of an account while it is being decided. It begins with closing what is known,
 * since every entry does; then rules look at what is left and add what happens.
 */
public final class Draft {
  private static final long NO_HOLD = 0;

  private final Game game;
  private final Account head;
  private final Facts facts;
  private final long stampMs;
  private final List<Release> due;
  private final List<Hold> holds;
  private Legs legs = Legs.NONE;
  private GameState state;
  private Protection protection;
  private @Nullable Release own;

  private Draft(Game game, Account head, Facts facts, long stampMs, long exceptId) {
    this.game = game;
    this.head = head;
    this.facts = facts;
    this.stampMs = stampMs;
    this.due = due(exceptId);
    this.holds = new ArrayList<>(head.holds());
    this.state = head.state();
    this.protection = head.protection().at(stampMs);
    for (Release release : due) {
      release(release);
    }
  }

  /** A draft in which every hold whose outcome is known has ended. */
  public static Draft of(Game game, Account head, Facts facts, long stampMs) {
    return new Draft(game, head, facts, stampMs, NO_HOLD);
  }

  /** The same, but for the hold that the operation itself ends. */
  public static Draft except(long holdId, Game game, Account head, Facts facts, long stampMs) {
    return new Draft(game, head, facts, stampMs, holdId);
  }

  /** What could be staked now; never below zero. */
  public BigInteger available() {
    return head.available().value().add(legs.available());
  }

  /** The sum of the open stakes. */
  public BigInteger locked() {
    return head.locked().value().add(legs.locked());
  }

  boolean releasesNothing() {
    return due.isEmpty();
  }

  /**
   * Why the account itself has no room for a stake, if it has none: the player is excluded, has too
   * many open holds, is bound by limits of their own, or has not got it. In this order.
   */
  public Optional<Rejection> refusal(Wei stake) {
    if (protection.isExcluded()) {
      return Optional.of(LedgerRejection.EXCLUDED);
    }
    if (holds.size() >= Account.MAX_HOLDS) {
      return Optional.of(LedgerRejection.LIMIT_REACHED);
    }
    if (!protection.allows(stake, locked())) {
      return Optional.of(LedgerRejection.PLAYER_LIMIT);
    }
    return available().compareTo(stake.value()) < 0
        ? Optional.of(LedgerRejection.INSUFFICIENT_FUNDS)
        : Optional.empty();
  }

  /** Whether the player may not stake at all now. */
  public boolean isExcluded() {
    return protection.isExcluded();
  }

  /**
   * Locks a stake.
   *
   * @param newState what the game remembers from now on
   */
  public void place(Hold hold, GameState newState) {
    holds.add(hold);
    state = newState;
    legs = legs.plus(Legs.stake(hold.stake()));
    protection = protection.staked(hold.stake());
  }

  /** Ends the hold that the operation is about, or corrects its end. */
  public void end(Release release) {
    own = release;
    release(release);
  }

  void move(Legs by) {
    legs = legs.plus(by);
  }

  void protect(Protection.Change change) {
    protection = protection.with(change, stampMs);
  }

  /** The entry as it now is. */
  public AccountEntry entry(Kind kind, Operation.Trace trace, @Nullable String note) {
    Account after =
        new Account(
            head.version() + 1,
            moved(head.available(), legs.available()),
            moved(head.locked(), legs.locked()),
            holds,
            state,
            recent(kind, trace),
            facts.game().version(),
            facts.settings().version(),
            protection);
    return new AccountEntry(facts.format(), kind, trace, stampMs, legs, own, due, note, after);
  }

  private List<Release> due(long exceptId) {
    return facts.game() instanceof GameFacts.NotAsked
        ? List.of()
        : List.copyOf(game.due(head, facts.game(), exceptId));
  }

  private void release(Release release) {
    holds.removeIf(hold -> hold.id() == release.holdId());
    legs = legs.plus(release.legs());
    protection = protection.lost(release.legs().house());
  }

  private List<Account.Recent> recent(Kind kind, Operation.Trace trace) {
    List<Account.Recent> recent = new ArrayList<>(head.recent());
    recent.addFirst(
        new Account.Recent(trace.mark(), kind.isThePlayers(facts.format()) ? stampMs : 0));
    return recent.subList(0, Math.min(recent.size(), Account.MAX_RECENT_OPERATIONS));
  }

  private static Wei moved(Wei before, BigInteger by) {
    return new Wei(before.value().add(by));
  }
}
