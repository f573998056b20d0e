package io.fairfall.deposits.scan;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.BOB;
import static io.fairfall.deposits.DepositsFixture.HOUSE;
import static io.fairfall.deposits.DepositsFixture.STRANGER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.fairfall.anvil.Anvil;
import io.fairfall.anvil.TokenContract;
import io.fairfall.anvil.TransferRequest;
import io.fairfall.deposits.DepositsFixture;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tokens that are unlike the usual one: what they log is what counts. */
@Tag("integration")
class TokenKindsTest {
  private static final BigInteger LARGEST = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

  @AutoClose private final DepositsFixture world;
  private final String whole;
  private final String fine;

  TokenKindsTest() throws Exception {
    Anvil anvil = Anvil.start();
    anvil.endow(BOB, BigInteger.TEN.pow(20));
    whole = anvil.deploy(BOB, TokenContract.scribe());
    fine = anvil.deploy(BOB, TokenContract.scribe());
    // one without decimals, and one with more than wei have
    world =
        new DepositsFixture(
            anvil, Map.of("DEPOSIT_TOKENS", whole + ":0:250," + fine + ":24:1000000000000000000"));
    world.tick();
  }

  private void logs(String token, String from, String to, BigInteger parts) {
    world.anvil.send(TransferRequest.message(BOB, token, TokenContract.logged(from, to, parts)));
  }

  @Test
  void oddDecimalsAreWorthWhatTheRateSaysRoundedDown() {
    logs(whole, ALICE, HOUSE, BigInteger.valueOf(3));
    logs(fine, ALICE, HOUSE, BigInteger.TEN.pow(6).multiply(BigInteger.valueOf(44)));
    logs(fine, ALICE, HOUSE, BigInteger.TEN.pow(7).subtract(BigInteger.ONE));
    logs(fine, ALICE, HOUSE, BigInteger.valueOf(999_999)); // less than one wei
    world.mine(13);
    assertEquals(3 * 250 + 44 + 9, world.balance(ALICE));
    assertEquals(3, world.version(ALICE));
  }

  @Test
  void aTokenThatAnswersNothingIsCreditedByItsLog() {
    logs(whole, ALICE, HOUSE, BigInteger.TEN);
    world.mine(13);
    assertEquals(2_500, world.balance(ALICE));
  }

  @Test
  void ofATokenThatTakesAFeeWhatItLogsAsArrivedCounts() {
    logs(whole, ALICE, HOUSE, BigInteger.valueOf(97)); // of 100 that were sent
    logs(whole, ALICE, STRANGER, BigInteger.valueOf(3)); // the fee
    world.mine(13);
    assertEquals(97 * 250, world.balance(ALICE));
    assertEquals(0, world.kept().size());
  }

  @Test
  void aBalanceThatChangesWithoutALogIsNobodysDeposit() {
    logs(whole, ALICE, HOUSE, BigInteger.TEN);
    world.mine(13);
    world.anvil.mine(13); // whatever the token now says the house has
    world.tick();
    assertEquals(2_500, world.balance(ALICE));
    assertEquals(1, world.version(ALICE));
  }

  @Test
  void aTokenThatWasReplacedIsStillItsAddress() {
    logs(whole, ALICE, HOUSE, BigInteger.ONE);
    world.mine(1);
    String other =
        world.anvil.rpc().call("eth_getCode", fine, "latest").text(); // the same address, new code
    world.anvil.rpc().call("anvil_setCode", whole, other);
    logs(whole, ALICE, HOUSE, BigInteger.TWO);
    world.mine(13);
    assertEquals(750, world.balance(ALICE));
    world.anvil.rpc().call("anvil_setCode", whole, "0x00");
    logs(whole, ALICE, HOUSE, BigInteger.TEN);
    world.mine(13);
    assertEquals(750, world.balance(ALICE), "it logs nothing any more");
    assertFalse(world.cursor().isHalted());
  }

  @Test
  void whatIsMoreThanThereCanBeIsNoDepositAndStopsNobody() {
    logs(whole, STRANGER, HOUSE, LARGEST);
    logs(fine, STRANGER, HOUSE, LARGEST); // worth a millionth: that is an amount
    logs(whole, ALICE, HOUSE, BigInteger.ONE);
    world.mine(13);
    assertEquals(250, world.balance(ALICE));
    assertFalse(world.cursor().isHalted());
    assertEquals(
        LARGEST.divide(BigInteger.TEN.pow(6)),
        world.kept().stream()
            .map(one -> one.amount().value())
            .reduce(BigInteger.ZERO, BigInteger::max));
  }
}
