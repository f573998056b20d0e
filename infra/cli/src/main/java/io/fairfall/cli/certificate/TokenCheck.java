package io.fairfall.cli.certificate;

import io.fairfall.cli.certificate.Certificate.Token;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** Holds a certificate's lines of tokens against the logs that one provider has. */
final class TokenCheck {
  /** The Keccak-256 of {@code Transfer(address,address,uint256)}. */
  private static final String TRANSFER =
      "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

  private static final String PADDING = "0x" + "0".repeat(24);
  private static final String WORD = "0x[0-9a-f]{64}";
  private static final int HEX = 16;
  private static final int MAX_BITS = 256;

  /** Blocks whose logs are asked for together: what most providers give. */
  static final int BLOCKS = 1_000;

  private final Certificate certificate;
  private final Provider chain;

  TokenCheck(Certificate certificate, Provider chain) {
    this.certificate = certificate;
    this.chain = chain;
  }

  /** What came, by transaction and position of the log in its receipt. */
  private record Place(String hash, long position) {}

  private record Came(long block, BigInteger wei) {}

  void run() {
    Map<Place, Came> shown = new HashMap<>();
    certificate.lines().stream()
        .filter(line -> !line.isEther())
        .forEach(
            line ->
                shown.put(
                    new Place(line.hash(), Long.parseLong(line.place())),
                    new Came(line.block(), line.wei())));
    Map<Place, Came> found = found();
    if (!shown.equals(found)) {
      NavigableSet<String> differing = new TreeSet<>();
      found.forEach((place, came) -> note(differing, place, came.equals(shown.get(place))));
      shown.forEach((place, came) -> note(differing, place, came.equals(found.get(place))));
      throw new RefusedException(
          chain + ": of tokens the chain has it otherwise: " + differing.getFirst());
    }
  }

  private static void note(Set<String> differing, Place place, boolean isSame) {
    if (!isSame) {
      differing.add("log %d of %s".formatted(place.position(), place.hash()));
    }
  }

  private Map<Place, Came> found() {
    Map<Place, Came> found = new HashMap<>();
    for (Token token : certificate.tokens()) {
      for (long from = certificate.from(); from <= certificate.to(); from += BLOCKS) {
        long to = Math.min(certificate.to(), from + BLOCKS - 1);
        List<Map<?, ?>> logs =
            chain.logs(
                token.address(),
                from,
                to,
                Arrays.asList(TRANSFER, null, padded(certificate.wallet())));
        logs.forEach(log -> count(token, log, found));
      }
    }
    return found;
  }

  private void count(Token token, Map<?, ?> log, Map<Place, Came> found) {
    List<?> topics = chain.list(log.get("topics"));
    String data = chain.text(log.get("data"));
    if (topics.size() != 3 || !data.matches(WORD)) {
      return; // no transfer of amounts
    }
    BigInteger worth = token.worth(new BigInteger(data.substring(2), HEX));
    if (worth.signum() == 0
        || worth.bitLength() > MAX_BITS
        || padded(certificate.wallet()).equals(topics.get(1))) {
      return;
    }
    String hash = chain.text(log.get("transactionHash"));
    found.put(
        new Place(hash, position(hash, log)), new Came(chain.whole(log.get("blockNumber")), worth));
  }

  /** Logs are numbered in their block; in a receipt the first of its own comes first. */
  private long position(String hash, Map<?, ?> log) {
    Map<?, ?> first = (Map<?, ?>) chain.list(chain.receipt(hash).get("logs")).getFirst();
    return chain.whole(log.get("logIndex")) - chain.whole(first.get("logIndex"));
  }

  private static String padded(String address) {
    return PADDING + address.substring(2);
  }
}
