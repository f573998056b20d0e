package io.fairfall.ethereumsignatures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.ethereumsignatures.TransactionSigner.EcdsaSignature;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Hash;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;

/** Payments are signed by the wallet's key, in the one form that the chain takes. */
class EtherPaymentTest {
  private static final String KEY =
      "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
  private static final String ADDRESS = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
  private static final BigInteger ORDER = Sign.CURVE_PARAMS.getN();
  private static final LocalSigner SIGNER = LocalSigner.parse(KEY).orElseThrow();

  private static EtherPayment payment(long nonce) {
    return new EtherPayment(
        31_337,
        nonce,
        BigInteger.TWO,
        BigInteger.valueOf(42),
        21_000,
        "0x00000000000000000000000000000000000a11ce",
        BigInteger.TEN.pow(18));
  }

  /** As a key service signs: with either value of s, and whatever address it says. */
  private record Service(TransactionSigner key, boolean isHigh, String address)
      implements TransactionSigner {
    @Override
    public EcdsaSignature sign(byte[] digest) {
      EcdsaSignature low = key.sign(digest);
      return isHigh ? new EcdsaSignature(low.r(), ORDER.subtract(low.s())) : low;
    }
  }

  @Test
  void theAddressIsThatOfTheKey() {
    assertEquals(ADDRESS, SIGNER.address());
  }

  @Test
  void aHighValueOfSIsBroughtDownToTheSameTransaction() {
    for (long nonce = 0; nonce < 64; nonce++) {
      EtherPayment.Signed low = payment(nonce).signedBy(new Service(SIGNER, false, ADDRESS));
      assertEquals(low, payment(nonce).signedBy(new Service(SIGNER, true, ADDRESS)));
      assertEquals(low.hash(), Hash.sha3(low.raw()));
      assertTrue(low.raw().startsWith("0x02f8"), low.raw());
    }
  }

  @Test
  void anotherNonceIsAnotherTransaction() {
    assertNotEquals(payment(1).signedBy(SIGNER).hash(), payment(2).signedBy(SIGNER).hash());
  }

  @Test
  void aSignatureOfAnotherKeyIsRefused() {
    LocalSigner other =
        LocalSigner.parse(Numeric.toHexStringWithPrefixZeroPadded(BigInteger.TWO, 64))
            .orElseThrow();
    Service lying = new Service(other, false, ADDRESS);
    assertThrows(IllegalStateException.class, () -> payment(1).signedBy(lying));
  }

  @Test
  void whatIsNoPrivateKeyIsNone() {
    String zero = "0x" + "0".repeat(64);
    String order = Numeric.toHexStringWithPrefixZeroPadded(ORDER, 64);
    for (String wrong : List.of("", "0x", KEY.substring(2), KEY + "0", zero, order)) {
      assertEquals(Optional.empty(), LocalSigner.parse(wrong), wrong);
    }
  }
}
