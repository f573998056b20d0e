package io.fairfall.crashapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairfall.http.ProblemException;
import io.fairfall.journal.MacChain;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignedStampsTest {
  private static final long CHANGE_MS = 1_800_000_000_000L;
  private static final MacKey OLD = new MacKey(1, 0, "o".repeat(64));
  private static final MacKey NEW = new MacKey(2, CHANGE_MS, "n".repeat(64));
  private static final SignedStamps BEFORE = with(OLD);
  private static final SignedStamps AFTER = with(OLD, NEW);

  @Test
  void aStampStandsForItsInstantHoweverLateItIsPresented() {
    String stamp = AFTER.sign("ann", 7, CHANGE_MS);
    assertEquals(CHANGE_MS, AFTER.accept(stamp, "ann", 7, CHANGE_MS));
    assertEquals(CHANGE_MS, AFTER.accept(stamp, "ann", 7, CHANGE_MS + SignedStamps.MAX_AGE_MS));
    assertThrows(
        ProblemException.class,
        () -> AFTER.accept(stamp, "ann", 7, CHANGE_MS + SignedStamps.MAX_AGE_MS + 1));
  }

  @Test
  void aStampIsNeverLaterThanTheRequestThatPresentsIt() {
    String stamp = AFTER.sign("ann", 7, CHANGE_MS + 40);
    assertEquals(CHANGE_MS, AFTER.accept(stamp, "ann", 7, CHANGE_MS));
  }

  @Test
  void aStampOutlivesAChangeOfKeys() {
    String stamp = BEFORE.sign("ann", 7, CHANGE_MS - 1);
    assertEquals(CHANGE_MS - 1, AFTER.accept(stamp, "ann", 7, CHANGE_MS + 5_000));
  }

  @Test
  void whoHasNotHeardOfTheNewKeyYetSignsWithinTheGrace() {
    String late = BEFORE.sign("ann", 7, CHANGE_MS + MacChain.ROTATION_GRACE_MS - 1);
    AFTER.accept(late, "ann", 7, CHANGE_MS + MacChain.ROTATION_GRACE_MS);
  }

  @Test
  void aReplacedKeySignsNothingOfLater() {
    long later = CHANGE_MS + MacChain.ROTATION_GRACE_MS;
    String leaked = BEFORE.sign("ann", 7, later);
    assertThrows(ProblemException.class, () -> AFTER.accept(leaked, "ann", 7, later));
  }

  @Test
  void aKeySignsNothingOfLongBeforeItsTime() {
    long earlier = CHANGE_MS - MacChain.ROTATION_GRACE_MS - 1;
    String leaked = with(new MacKey(2, 0, NEW.secret())).sign("ann", 7, earlier);
    assertThrows(ProblemException.class, () -> AFTER.accept(leaked, "ann", 7, CHANGE_MS));
  }

  private static SignedStamps with(MacKey... keys) {
    MacKeys all = new MacKeys(List.of(keys));
    return new SignedStamps(() -> all);
  }
}
