package io.fairfall.ethereumsignatures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.ethereumsignatures.KeyServiceAnswerException.Reason;
import io.fairfall.ethereumsignatures.TransactionSigner.EcdsaSignature;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.ECDSASignature;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Sign;

/** What a key service signs, and everything else that it may answer. */
@Tag("integration")
class KeyServiceSignerTest {
  private static final ECKeyPair KEY =
      ECKeyPair.create(
          new BigInteger("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80", 16));
  private static final String ADDRESS = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
  private static final BigInteger N = Sign.CURVE_PARAMS.getN();
  private static final byte[] DIGEST = new byte[32];

  /** A service that has the right public key and answers this. */
  private static KeyService answering(byte[] answer) {
    KeyServiceStandIn honest = new KeyServiceStandIn(KEY, new Random(1));
    return new KeyService() {
      @Override
      public byte[] publicKey() {
        return honest.publicKey();
      }

      @Override
      public byte[] sign(byte[] digest) {
        return answer;
      }
    };
  }

  private static void refused(Reason reason, byte[] answer) {
    KeyServiceSigner signer = new KeyServiceSigner(answering(answer));
    assertEquals(
        reason,
        assertThrows(KeyServiceAnswerException.class, () -> signer.sign(DIGEST)).reason(),
        Arrays.toString(answer));
  }

  private static byte[] honest() {
    ECDSASignature made = KEY.sign(DIGEST);
    return KeyServiceStandIn.der(made.r, made.s);
  }

  private static byte[] without(byte[] bytes, int from, int to) {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    rest.write(bytes, 0, from);
    rest.write(bytes, to, bytes.length - to);
    return rest.toByteArray();
  }

  @Test
  void tenThousandSignaturesAreOurs() {
    Random random = new Random(7);
    KeyServiceStandIn service = new KeyServiceStandIn(KEY, random);
    KeyServiceSigner signer = new KeyServiceSigner(service);
    assertEquals(ADDRESS, signer.address());
    int count = 10_000;
    for (int i = 0; i < count; i++) {
      byte[] digest = new byte[32];
      random.nextBytes(digest);
      EcdsaSignature made = signer.sign(digest);
      assertTrue(made.s().compareTo(N.shiftRight(1)) <= 0, "signature " + i);
      boolean isOurs = false;
      for (int parity = 0; parity <= 1 && !isOurs; parity++) {
        ECDSASignature plain = new ECDSASignature(made.r(), made.s());
        BigInteger key = Sign.recoverFromSignature(parity, plain, digest);
        isOurs = KEY.getPublicKey().equals(key);
      }
      assertTrue(isOurs, "signature " + i);
    }
    // half of 10,000; five standard deviations are 250
    assertEquals(5_000, service.higher(), 250);
  }

  @Test
  void whatIsNoSignatureIsRefused() {
    byte[] honest = honest();
    refused(Reason.NOT_DER, new byte[0]);
    for (int length = 1; length < honest.length; length++) {
      refused(Reason.NOT_DER, Arrays.copyOf(honest, length));
    }
    refused(Reason.NOT_DER, Arrays.copyOf(honest, honest.length + 1));
    for (int at : new int[] {0, 1, 2, 3}) {
      byte[] other = honest.clone();
      other[at] ^= 1;
      refused(Reason.NOT_DER, other);
    }
    // negative, and with a zero byte that nobody needs
    refused(Reason.NOT_DER, new byte[] {0x30, 6, 2, 1, -1, 2, 1, 1});
    refused(Reason.NOT_DER, new byte[] {0x30, 7, 2, 2, 0, 1, 2, 1, 1});
    refused(Reason.NOT_DER, new byte[] {0x30, 5, 2, 0, 2, 1, 1});
    refused(Reason.NOT_DER, KeyServiceStandIn.der(BigInteger.TWO.pow(264), BigInteger.ONE));
    refused(Reason.NOT_DER, KeyServiceStandIn.der(BigInteger.TWO.pow(300), BigInteger.ONE));
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    BigInteger one = BigInteger.ONE;
    for (BigInteger no : List.of(BigInteger.ZERO, N, BigInteger.TWO.pow(256).subtract(one))) {
      refused(Reason.OUT_OF_RANGE, KeyServiceStandIn.der(no, one));
      refused(Reason.OUT_OF_RANGE, KeyServiceStandIn.der(one, no));
    }
  }

  @Test
  void whatAnotherKeySignedOrOfAnotherDigestIsRefused() {
    ECDSASignature other = ECKeyPair.create(BigInteger.TWO).sign(DIGEST);
    refused(Reason.ANOTHER_KEY, KeyServiceStandIn.der(other.r, other.s));
    byte[] digest = new byte[32];
    digest[0] = 1;
    ECDSASignature ours = KEY.sign(digest);
    refused(Reason.ANOTHER_KEY, KeyServiceStandIn.der(ours.r, ours.s));
    // no point of the curve has this coordinate
    refused(Reason.ANOTHER_KEY, KeyServiceStandIn.der(BigInteger.valueOf(5), BigInteger.ONE));
  }

  @Test
  void aKeyOfAnotherKindIsRefused() {
    byte[] honest = new KeyServiceStandIn(KEY, new Random(1)).publicKey();
    byte[] compressed = honest.clone();
    compressed[23] = 2;
    byte[] otherCurve = honest.clone();
    otherCurve[19] = 0x0b;
    for (byte[] no :
        List.of(new byte[0], compressed, otherCurve, without(honest, 87, 88), DIGEST)) {
      KeyService service =
          new KeyService() {
            @Override
            public byte[] publicKey() {
              return no;
            }

            @Override
            public byte[] sign(byte[] digest) {
              return honest();
            }
          };
      assertEquals(
          Reason.NO_PUBLIC_KEY,
          assertThrows(
                  KeyServiceAnswerException.class, () -> new KeyServiceSigner(service).sign(DIGEST))
              .reason());
    }
  }

  @Test
  void aDigestHas32Bytes() {
    KeyServiceSigner signer = new KeyServiceSigner(answering(honest()));
    assertEquals(KEY.sign(DIGEST).r, signer.sign(DIGEST).r());
    for (int length : new int[] {0, 31, 33}) {
      assertThrows(IllegalArgumentException.class, () -> signer.sign(new byte[length]));
    }
  }

  @Test
  void textsAreSignedAsWalletsDo() {
    TextSigner signer =
        new TextSigner(new KeyServiceSigner(new KeyServiceStandIn(KEY, new Random(3))));
    for (int i = 0; i < 50; i++) {
      String text = "a text " + i;
      WalletSignature made = WalletSignature.parse(signer.sign(text)).orElseThrow();
      assertEquals(ADDRESS, made.signer(text).orElseThrow().lowerCase());
    }
    assertEquals(ADDRESS, signer.address());
  }
}
