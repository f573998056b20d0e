package io.fairfall.ethereumrpc;

import java.nio.charset.StandardCharsets;
import org.web3j.crypto.Hash;
import org.web3j.utils.Numeric;

/**
 * A node and what it is called, in records and in health.
 *
 * @param name stays the same when the ranking changes, and tells nobody the address
 */
public record NamedNode(String name, Chain chain) {
  private static final int NAME_CHARACTERS = 8;

  /**
   * A node by its address, called by the first digits of the address's hash.
   *
   * @param url {@code http://} or {@code https://}
   */
  public static NamedNode at(String url) {
    String hash = Numeric.toHexStringNoPrefix(Hash.sha3(url.getBytes(StandardCharsets.UTF_8)));
    return new NamedNode(hash.substring(0, NAME_CHARACTERS), new EthereumNode(url));
  }
}
