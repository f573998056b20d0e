package io.fairfall.cli.certificate;

import io.fairfall.cli.certificate.Certificate.Line;
import io.fairfall.cli.certificate.Certificate.Place;
import io.fairfall.cli.certificate.Certificate.Sent;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Holds a certificate against what one provider says of the chain. */
final class CertificateCheck {
  private static final String DONE = "0x1";

  private final Certificate certificate;
  private final Provider chain;
  private final String wallet;

  CertificateCheck(Certificate certificate, Provider chain) {
    this.certificate = certificate;
    this.chain = chain;
    this.wallet = certificate.wallet();
  }

  /**
   * Sees that it holds.
   *
   * @throws RefusedException if it does not
   * @throws UnansweredException if the provider does not say
   */
  void run() {
    require(chain.chain() == certificate.chain(), "the chain is another one.");
    requirePlace(certificate.from() - 1, certificate.opening());
    requirePlace(certificate.to(), certificate.closing());
    requireEquation();
    certificate.lines().stream().filter(Line::isDirect).forEach(this::requireDirect);
    requireSent();
    requireInternal();
    new TokenCheck(certificate, chain).run();
  }

  private void requirePlace(long block, Place place) {
    require(chain.hash(block).equals(place.hash()), "block %d is another one.".formatted(block));
    BigInteger balance = chain.balance(wallet, block);
    require(
        balance.equals(place.wei()),
        "after block %d the wallet has %s wei, not %s.".formatted(block, balance, place.wei()));
  }

  /** Where it does not hold, the first block is named after which it does not. */
  private void requireEquation() {
    if (unexplained(certificate.to()).signum() == 0) {
      return;
    }
    long explained = certificate.from() - 1;
    long not = certificate.to();
    while (not - explained > 1) {
      long middle = explained + (not - explained) / 2;
      if (unexplained(middle).signum() == 0) {
        explained = middle;
      } else {
        not = middle;
      }
    }
    throw refused(
        "in block %d the balance changes by %s wei that no line explains."
            .formatted(not, unexplained(not)));
  }

  private BigInteger unexplained(long block) {
    BigInteger balance =
        block == certificate.to() ? certificate.closing().wei() : chain.balance(wallet, block);
    return balance.subtract(certificate.opening().wei()).subtract(certificate.growthUpTo(block));
  }

  private void requireDirect(Line line) {
    Map<?, ?> found = chain.transaction(line.hash());
    require(found != null, "there is no transaction " + line.hash());
    if (found != null) {
      boolean isSo =
          found.get("blockNumber") != null
              && chain.whole(found.get("blockNumber")) == line.block()
              && isIncoming(found)
              && chain.quantity(found.get("value")).equals(line.wei())
              && isDone(line.hash());
      require(isSo, "the chain does not have it so: " + line.key());
    }
  }

  /** From another address to the wallet. */
  private boolean isIncoming(Map<?, ?> transaction) {
    return wallet.equals(transaction.get("to"))
        && !wallet.equals(chain.text(transaction.get("from")));
  }

  private boolean isDone(String hash) {
    return DONE.equals(chain.receipt(hash).get("status"));
  }

  private void requireSent() {
    long transactions = 0;
    for (Sent sent : certificate.sent()) {
      BigInteger sum = BigInteger.ZERO;
      for (Map<?, ?> one : outgoing(chain.transactions(sent.block()))) {
        transactions++;
        sum = sum.add(cost(one));
      }
      require(
          sum.equals(sent.wei()),
          "in block %d the wallet sent %s wei, not %s.".formatted(sent.block(), sum, sent.wei()));
    }
    long before = chain.nonce(wallet, certificate.from() - 1);
    long sent = chain.nonce(wallet, certificate.to()) - before;
    require(
        sent == transactions,
        "the wallet's nonce grew by %d, and %d transactions are shown."
            .formatted(sent, transactions));
    require(chain.code(wallet, certificate.to()).equals("0x"), "the wallet has code.");
  }

  private List<Map<?, ?>> outgoing(List<Map<?, ?>> transactions) {
    return transactions.stream().filter(one -> wallet.equals(chain.text(one.get("from")))).toList();
  }

  /** What a transaction from the wallet took from it. */
  private BigInteger cost(Map<?, ?> transaction) {
    String hash = chain.text(transaction.get("hash"));
    Map<?, ?> receipt = chain.receipt(hash);
    BigInteger fee =
        chain
            .quantity(receipt.get("gasUsed"))
            .multiply(chain.quantity(receipt.get("effectiveGasPrice")));
    if (receipt.get("blobGasUsed") != null) {
      fee =
          fee.add(
              chain
                  .quantity(receipt.get("blobGasUsed"))
                  .multiply(chain.quantity(receipt.get("blobGasPrice"))));
    }
    boolean isGone = DONE.equals(receipt.get("status")) && !wallet.equals(transaction.get("to"));
    return isGone ? fee.add(chain.quantity(transaction.get("value"))) : fee;
  }

  /** In a block with such lines everything is looked at, so that none of them is made up. */
  private void requireInternal() {
    Set<Long> blocks = new TreeSet<>();
    certificate.lines().stream().filter(Line::isInternal).map(Line::block).forEach(blocks::add);
    for (long block : blocks) {
      BigInteger direct = BigInteger.ZERO;
      for (Map<?, ?> one : chain.transactions(block)) {
        if (isIncoming(one) && isDone(chain.text(one.get("hash")))) {
          direct = direct.add(chain.quantity(one.get("value")));
        }
      }
      BigInteger shown =
          certificate.lines().stream()
              .filter(one -> one.block() == block && one.isDirect())
              .map(Line::wei)
              .reduce(BigInteger.ZERO, BigInteger::add);
      require(
          direct.equals(shown),
          "in block %d transactions brought %s wei, not %s.".formatted(block, direct, shown));
      BigInteger grown = chain.balance(wallet, block).subtract(chain.balance(wallet, block - 1));
      BigInteger said = certificate.growthUpTo(block).subtract(certificate.growthUpTo(block - 1));
      require(
          grown.equals(said),
          "in block %d the balance grew by %s wei, not %s.".formatted(block, grown, said));
    }
  }

  private void require(boolean isSo, String sentence) {
    if (!isSo) {
      throw refused(sentence);
    }
  }

  private RefusedException refused(String sentence) {
    return new RefusedException(chain + ": " + sentence);
  }
}
