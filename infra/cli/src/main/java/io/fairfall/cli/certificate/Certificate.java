package io.fairfall.cli.certificate;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a certificate says, as it stands in its text.
 *
 * @param chain the chain's number
 * @param wallet the hot wallet's lower-case address
 * @param from the first block
 * @param to the last
 * @param opening the block before the first
 * @param closing the last block
 * @param lines what came, in the order of the chain
 * @param sent what was sent, by blocks
 */
record Certificate(
    long chain,
    String wallet,
    long from,
    long to,
    Place opening,
    Place closing,
    List<Token> tokens,
    List<Line> lines,
    List<Sent> sent) {
  Certificate {
    tokens = List.copyOf(tokens);
    lines = List.copyOf(lines);
    sent = List.copyOf(sent);
  }

  /** The wallet's balance after a block. */
  record Place(String hash, BigInteger wei) {}

  /**
   * A contract whose transfers count.
   *
   * @param wei what a whole unit is worth
   */
  record Token(String address, int decimals, BigInteger wei) {
    /** What an amount of smallest parts is worth, rounded down. */
    BigInteger worth(BigInteger parts) {
      return parts.multiply(wei).divide(BigInteger.TEN.pow(decimals));
    }
  }

  /** What the wallet sent in a block, fees included. */
  record Sent(long block, BigInteger wei) {}

  /**
   * One deposit.
   *
   * @param key of the form {@link #KEY}
   */
  record Line(long block, String key, BigInteger wei, String state) {
    static final Pattern KEY =
        Pattern.compile(
            "deposit:(?<chain>[1-9][0-9]{0,17}):(?<hash>0x[0-9a-f]{64})"
                + ":(?<place>N|I?(?:0|[1-9][0-9]{0,8}))(?:\\.[1-9][0-9]{0,8})?");

    private String part(String name) {
      Matcher parts = KEY.matcher(key);
      if (!parts.matches()) {
        throw new RefusedException("no key: " + key);
      }
      return parts.group(name);
    }

    long chain() {
      return Long.parseLong(part("chain"));
    }

    String hash() {
      return part("hash");
    }

    /** N, I and a number, or the position of a log. */
    String place() {
      return part("place");
    }

    boolean isDirect() {
      return place().equals("N");
    }

    boolean isInternal() {
      return place().charAt(0) == 'I';
    }

    boolean isEther() {
      return isDirect() || isInternal();
    }
  }

  /** By how much the balance grows from the block before the first to a block, as this has it. */
  BigInteger growthUpTo(long block) {
    BigInteger came =
        lines.stream()
            .filter(one -> one.isEther() && one.block() <= block)
            .map(Line::wei)
            .reduce(BigInteger.ZERO, BigInteger::add);
    return sent.stream()
        .filter(one -> one.block() <= block)
        .map(Sent::wei)
        .reduce(came, BigInteger::subtract);
  }
}
