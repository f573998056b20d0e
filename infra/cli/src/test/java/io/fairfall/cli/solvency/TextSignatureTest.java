package io.fairfall.cli.solvency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Hash;
import org.web3j.crypto.Sign;

/** Keccak and signers, against those of a library. */
class TextSignatureTest {
  private static final BigInteger N = Sign.CURVE_PARAMS.getN();

  @Test
  void keccakIsEthereums() {
    Random random = new Random(1);
    for (int length = 0; length < 300; length += 17) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      assertEquals(
          HexFormat.of().formatHex(Hash.sha3(bytes)),
          HexFormat.of().formatHex(PlainHashes.keccak256(bytes)));
    }
    for (int length : new int[] {135, 136, 137, 271, 272}) {
      assertEquals(
          HexFormat.of().formatHex(Hash.sha3(new byte[length])),
          HexFormat.of().formatHex(PlainHashes.keccak256(new byte[length])));
    }
  }

  @Test
  void theSignerIsWhoSigned() {
    Random random = new Random(2);
    for (int i = 1; i <= 20; i++) {
      ECKeyPair key = ECKeyPair.create(new BigInteger(250, random).add(BigInteger.ONE));
      String text = "a text\n".repeat(i);
      Sign.SignatureData of =
          Sign.signPrefixedMessage(text.getBytes(StandardCharsets.US_ASCII), key);
      String address = Credentials.create(key).getAddress();
      assertEquals(address, TextSignature.signer(text, hex(of.getR(), of.getS(), of.getV()[0])));
      byte[] high = wide(N.subtract(new BigInteger(1, of.getS())));
      String other = hex(of.getR(), high, of.getV()[0] ^ 1 ^ 27 ^ 27);
      assertEquals("nobody", TextSignature.signer(text, other));
    }
  }

  @Test
  void whatNoKeyMadeIsNobodys() {
    byte[] one = wide(BigInteger.ONE);
    assertEquals("nobody", TextSignature.signer("x", hex(new byte[32], one, 27)));
    assertEquals("nobody", TextSignature.signer("x", hex(one, new byte[32], 27)));
    assertEquals("nobody", TextSignature.signer("x", hex(wide(N), one, 27)));
    assertEquals("nobody", TextSignature.signer("x", hex(one, one, 29)));
    // there is no point with this coordinate
    assertEquals("nobody", TextSignature.signer("x", hex(wide(BigInteger.valueOf(5)), one, 27)));
  }

  private static byte[] wide(BigInteger number) {
    return HexFormat.of().parseHex("%064x".formatted(number));
  }

  private static String hex(byte[] r, byte[] s, int v) {
    return "0x" + HexFormat.of().formatHex(r) + HexFormat.of().formatHex(s) + "%02x".formatted(v);
  }
}
