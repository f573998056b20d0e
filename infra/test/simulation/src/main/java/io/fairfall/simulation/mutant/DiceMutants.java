package io.fairfall.simulation.mutant;

import java.util.List;
import java.util.Set;

/** Faults in the dice game, and what of the ledger a game of dice cannot show. */
public final class DiceMutants {
  private static final String GAME = "simulation/dice/DiceGame";

  /**
   * Mutants of the ledger that live where dice are played: no call of a number insists on a version
   * or rests on a remembered game, none would be refused by the settings that a house begins with,
   * none is taken back by a player as a cashout takes a bet, without a key and with more tries than
   * others, and none is asked about after its end.
   */
  static final Set<String> UNSEEN =
      Set.of(
          "all-old-ignored",
          "version-before-look-up",
          "expected-version-ignored",
          "settings-version-not-recorded",
          "no-on-stale-facts",
          "cashouts-fenced",
          "correction-unclaimed",
          "correction-receipt-not-read",
          "correction-far-away",
          "ending-out-of-reach",
          "ending-halved-wrongly",
          "patient-tries-over-is-no");

  private DiceMutants() {}

  /** Whether a mutant of the ledger is found by games of dice alone. */
  public static boolean areEnough(Mutant mutant) {
    return mutant.subject() != Mutant.Subject.CRASH && !UNSEEN.contains(mutant.name());
  }

  static List<Mutant> all() {
    return List.of(
        Mutant.of(
            "dice-pay-six",
            "a hit pays six times the stake",
            GAME,
            "BigInteger PAYS = BigInteger.valueOf(5);",
            "BigInteger PAYS = BigInteger.valueOf(6);"),
        Mutant.of(
            "dice-always-hit",
            "every call is a hit",
            GAME,
            "call.number() == thrown",
            "thrown > 0"),
        Mutant.of(
            "dice-late-call",
            "a call is taken for a throw that has been",
            GAME,
            "return roll.decidedBy() == context.game().version() + 1",
            "return roll.decidedBy() <= context.game().version() + 1"),
        Mutant.of(
            "dice-seven", "seven is a number", GAME, "roll.number() > 6", "roll.number() > 7"),
        Mutant.of(
            "dice-pause-ignored",
            "a call is taken while betting is paused",
            GAME,
            "if (context.requireSettings().bettingPaused()) {",
            "if (context.settings().version() < 0) {"),
        Mutant.of(
            "dice-never-end",
            "a call whose throw is the newest stays open",
            GAME,
            "if (number <= version) {",
            "if (number < version) {"));
  }
}
