package io.fairfall.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairfall.money.Wei;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** Money moves between four places, and none is made. */
class LegsTest {
  @Test
  void eachKindOfMoveHasItsTwoOrThreeLegs() {
    assertEquals("-7,7,0,0", Legs.stake(Wei.of(7)).written());
    assertEquals("0,-7,7,0", Legs.close(Wei.of(7), Wei.ZERO).written());
    assertEquals("7,-7,0,0", Legs.close(Wei.of(7), Wei.of(7)).written());
    assertEquals("12,-7,-5,0", Legs.close(Wei.of(7), Wei.of(12)).written());
    assertEquals("5,0,-5,0", Legs.houseToAvailable(BigInteger.valueOf(5)).written());
    assertEquals("-5,0,5,0", Legs.houseToAvailable(BigInteger.valueOf(-5)).written());
    assertEquals("5,0,0,-5", Legs.externalToAvailable(BigInteger.valueOf(5)).written());
    assertEquals("0,0,0,0", Legs.NONE.written());
  }

  @Test
  void movesAddUpPlaceByPlace() {
    Legs both =
        Legs.close(Wei.of(7), Wei.of(12)).plus(Legs.externalToAvailable(BigInteger.valueOf(3)));
    assertEquals("15,-7,-5,-3", both.written());
    assertEquals(both, Legs.NONE.plus(both));
    assertEquals(both, Legs.read(both.written()));
  }

  @Test
  void legsThatMakeOrLoseMoneyAreNone() {
    assertThrows(IllegalStateException.class, () -> Legs.read("1,0,0,0"));
    assertThrows(IllegalStateException.class, () -> Legs.read("0,0,0,-1"));
    assertThrows(IllegalStateException.class, () -> Legs.read("5,-5,1,0"));
  }
}
