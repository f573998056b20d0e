package io.fairfall.ethereumsignatures;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.web3j.crypto.Hash;
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
    WalletSignature signature =
        Optional.of(signer.sign(digest))
            .filter(SignerRecovery::isInRange)
            .flatMap(made -> SignerRecovery.of(made, digest, signer.address()))
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the signature is not that of the wallet " + signer.address()));
    byte[] raw =
        encoded(
            List.of(
                RlpString.create(BigInteger.valueOf(signature.parity())),
                RlpString.create(signature.r()),
                RlpString.create(signature.s())));
    return new Signed(Numeric.toHexString(Hash.sha3(raw)), Numeric.toHexString(raw));
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
