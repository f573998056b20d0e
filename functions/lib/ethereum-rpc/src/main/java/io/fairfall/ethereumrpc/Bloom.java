package io.fairfall.ethereumrpc;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.web3j.crypto.Hash;
import org.web3j.utils.Numeric;

/**
 * The bloom filter in a block's header: 2,048 bits, three of which are set for the address and each
 * topic of every log (Ethereum yellow paper, section 4.4.1). It can claim a log that does not
 * exist, and never deny one that does.
 */
public final class Bloom {
  private static final int BYTES = 256;
  private static final int BITS_MASK = BYTES * 8 - 1;
  private static final int BITS_PER_ITEM = 3;

  private final byte[] bits;

  private Bloom(byte[] bits) {
    this.bits = bits;
  }

  /**
   * Reads a header's filter.
   *
   * @throws IllegalArgumentException when it has another length
   */
  public static Bloom of(Block block) {
    byte[] bits =
        HexFormat.of().parseHex(block.logsBloom(), "0x".length(), block.logsBloom().length());
    if (bits.length != BYTES) {
      throw new IllegalArgumentException("a bloom filter has 256 bytes");
    }
    return new Bloom(bits);
  }

  /** The filter that these receipts give. */
  static Bloom over(List<Receipt> receipts) {
    Bloom bloom = new Bloom(new byte[BYTES]);
    for (Receipt receipt : receipts) {
      for (EventLog log : receipt.logs()) {
        bloom.add(log.address());
        log.topics().forEach(bloom::add);
      }
    }
    return bloom;
  }

  /** Whether a log with this address or topic can be in the block. */
  public boolean mayHold(String hex) {
    byte[] hash = Hash.sha3(Numeric.hexStringToByteArray(hex));
    for (int item = 0; item < BITS_PER_ITEM; item++) {
      int bit = bit(hash, item);
      if ((bits[index(bit)] & mask(bit)) == 0) {
        return false;
      }
    }
    return true;
  }

  /** As headers write it. */
  String hex() {
    return Numeric.toHexString(bits);
  }

  boolean isSame(Bloom other) {
    return Arrays.equals(bits, other.bits);
  }

  private void add(String hex) {
    byte[] hash = Hash.sha3(Numeric.hexStringToByteArray(hex));
    for (int item = 0; item < BITS_PER_ITEM; item++) {
      int bit = bit(hash, item);
      bits[index(bit)] |= (byte) mask(bit);
    }
  }

  /** The low 11 bits of the first, second and third pair of bytes. */
  private static int bit(byte[] hash, int item) {
    int pair = ((hash[2 * item] & 0xff) << 8) | (hash[2 * item + 1] & 0xff);
    return pair & BITS_MASK;
  }

  private static int index(int bit) {
    return BYTES - 1 - (bit / 8);
  }

  private static int mask(int bit) {
    return 1 << (bit % 8);
  }
}
