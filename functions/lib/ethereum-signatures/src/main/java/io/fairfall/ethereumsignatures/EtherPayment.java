package io.fairfall.ethereumsignatures;

import io.fairfall.ethereumsignatures.TransactionSigner.EcdsaSignature;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.web3j.crypto.ECDSASignature;
import org.web3j.crypto.Hash;
import org.web3j.crypto.Sign;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;
import org.web3j.utils.Numeric;

/**
 * A transaction that sends ether and nothing else (EIP-1559, type 2).
 *
 * @param tip the most that the block's proposer gets, in wei for a unit of gas
 * @param maxFee the most that is paid in all, in wei for a unit of gas
 * @param gas units that it may use
 * @param to a lower-case address
 * @param value in wei
 */
public record EtherPayment(
    long chainId,
    long nonce,
    BigInteger tip,
    BigInteger maxFee,
    long gas,
    String to,
    BigInteger value) {
  private static final int TYPE = 2;
  private static final BigInteger ORDER = Sign.CURVE_PARAMS.getN();
  private static final BigInteger HALF_ORDER = ORDER.shiftRight(1);

  /**
   * What is sent.
   *
   * @param hash of the transaction, lower case
   * @param raw {@code 0x} and lower-case hex
   */
  public record Signed(String hash, String raw) {}

  /**
   * Has it signed. Of the two values of s the lower is taken (EIP-2), and the point is the one that
   * gives the signer's address: what gives another is refused.
   *
   * @throws IllegalStateException if the signature is not one of the signer's own address
   * @throws SignerUnavailableException if nothing was signed
   */
  public Signed signedBy(TransactionSigner signer) {
    byte[] digest = Hash.sha3(encoded(List.of()));
    EcdsaSignature made = signer.sign(digest);
    BigInteger s = made.s().compareTo(HALF_ORDER) > 0 ? ORDER.subtract(made.s()) : made.s();
    int parity = parity(new ECDSASignature(made.r(), s), digest, signer.address());
    byte[] raw =
        encoded(
            List.of(
                RlpString.create(BigInteger.valueOf(parity)),
                RlpString.create(made.r()),
                RlpString.create(s)));
    return new Signed(Numeric.toHexString(Hash.sha3(raw)), Numeric.toHexString(raw));
  }

  private static int parity(ECDSASignature signature, byte[] digest, String address) {
    for (int parity = 0; parity <= 1; parity++) {
      BigInteger key = Sign.recoverFromSignature(parity, signature, digest);
      if (key != null && key.signum() != 0 && Address.of(key).lowerCase().equals(address)) {
        return parity;
      }
    }
    throw new IllegalStateException("the signature is not that of the wallet " + address);
  }

  private byte[] encoded(List<RlpType> signature) {
    List<RlpType> members = new ArrayList<>();
    members.add(RlpString.create(chainId));
    members.add(RlpString.create(nonce));
    members.add(RlpString.create(tip));
    members.add(RlpString.create(maxFee));
    members.add(RlpString.create(gas));
    members.add(RlpString.create(Numeric.hexStringToByteArray(to)));
    members.add(RlpString.create(value));
    members.add(RlpString.create(new byte[0]));
    members.add(new RlpList());
    members.addAll(signature);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(TYPE);
    bytes.writeBytes(RlpEncoder.encode(new RlpList(members)));
    return bytes.toByteArray();
  }
}
