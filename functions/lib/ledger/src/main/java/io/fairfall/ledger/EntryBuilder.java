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
public final class EntryBuilder {
  private static final long NO_HOLD = 0;

  private final Game game;
  private final Account head;
  private final DecisionContext context;
  private final long stampMs;
  private final List<Release> due;
  private final List<Hold> holds;
  private Legs legs = Legs.NONE;
  private GameState state;
  private PlayerLimits playerLimits;
  private @Nullable Release own;

  private EntryBuilder(
      Game game, Account head, DecisionContext context, long stampMs, long exceptId) {
    this.game = game;
    this.head = head;
    this.context = context;
    this.stampMs = stampMs;
    this.due = due(exceptId);
    this.holds = new ArrayList<>(head.holds());
    this.state = head.state();
    this.playerLimits = head.protection().at(stampMs);
    for (Release release : due) {
      release(release);
    }
  }

  /** An entry in the making, in which every hold whose outcome is known has ended. */
  public static EntryBuilder of(Game game, Account head, DecisionContext context, long stampMs) {
    return new EntryBuilder(game, head, context, stampMs, NO_HOLD);
  }

  /** The same, but for the hold that the operation itself ends. */
  public static EntryBuilder except(
      long holdId, Game game, Account head, DecisionContext context, long stampMs) {
    return new EntryBuilder(game, head, context, stampMs, holdId);
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
   * many open holds, is bound by limits of their own, or has not got it. In this order. Nothing
   * else is looked at: whether betting is paused is for the game's own rule to ask.
   */
  public Optional<Rejection> refusal(Wei stake) {
    if (playerLimits.isExcluded()) {
      return Optional.of(LedgerRejection.EXCLUDED);
    }
    if (holds.size() >= Account.MAX_HOLDS) {
      return Optional.of(LedgerRejection.LIMIT_REACHED);
    }
    if (!playerLimits.allows(stake, locked())) {
      return Optional.of(LedgerRejection.PLAYER_LIMIT);
    }
    return available().compareTo(stake.value()) < 0
        ? Optional.of(LedgerRejection.INSUFFICIENT_FUNDS)
        : Optional.empty();
  }

  /** Whether the player may not stake at all now. */
  public boolean isExcluded() {
    return playerLimits.isExcluded();
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
    playerLimits = playerLimits.staked(hold.stake());
  }

  /** Ends the hold that the operation is about, or corrects its end. */
  public void end(Release release) {
    own = release;
    release(release);
  }

  void move(Legs by) {
    legs = legs.plus(by);
  }

  void protect(PlayerLimits.Change change) {
    playerLimits = playerLimits.with(change, stampMs);
  }

  /** The entry as it now is. */
  public AccountEntry entry(
      Kind kind, Operation.RequestFingerprint fingerprint, @Nullable String note) {
    Account after =
        new Account(
            head.version() + 1,
            moved(head.available(), legs.available()),
            moved(head.locked(), legs.locked()),
            holds,
            state,
            recent(kind, fingerprint),
            context.game().version(),
            context.settings().version(),
            playerLimits);
    return new AccountEntry(
        context.format(), kind, fingerprint, stampMs, legs, own, due, note, after);
  }

  private List<Release> due(long exceptId) {
    return context.game() instanceof GameFacts.NotAsked
        ? List.of()
        : List.copyOf(game.due(head, context.game(), exceptId));
  }

  private void release(Release release) {
    holds.removeIf(hold -> hold.id() == release.holdId());
    legs = legs.plus(release.legs());
    playerLimits = playerLimits.lost(release.legs().house());
  }

  private List<Account.Recent> recent(Kind kind, Operation.RequestFingerprint fingerprint) {
    List<Account.Recent> recent = new ArrayList<>(head.recent());
    recent.addFirst(
        new Account.Recent(
            fingerprint.idDigest(), kind.isThePlayers(context.format()) ? stampMs : 0));
    return recent.subList(0, Math.min(recent.size(), Account.MAX_RECENT_OPERATIONS));
  }

  private static Wei moved(Wei before, BigInteger by) {
    return new Wei(before.value().add(by));
  }
}
