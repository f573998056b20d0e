package io.fairfall.cli.certificate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds an export's payouts against one provider's chain, up to a block: what the hot wallet has
 * sent is what its nonces' owners have signed, and each payout that has ended has ended so there.
 *
 * <p>A wallet's transactions have the nonces from 0 on, each once. So whoever knows which
 * transaction has each of them knows all that it has sent, and no block has to be read for it.
 */
final class WithdrawalsOnChain {
  private final PayoutExport export;
  private final Provider chain;
  private final long to;
  private long paid;
  private long refunded;
  private long later;
  private BigInteger sum = BigInteger.ZERO;

  /**
   * @param to the last block that counts
   */
  WithdrawalsOnChain(PayoutExport export, Provider chain, long to) {
    this.export = export;
    this.chain = chain;
    this.to = to;
  }

  /** What it came to. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %,d paid, %s wei in all; %,d refunded by a transaction; %,d ended later",
        chain,
        paid,
        sum,
        refunded,
        later);
  }

  /**
   * Compares.
   *
   * @throws RefusedException with the first thing that is otherwise
   * @throws UnansweredException if the provider does not say
   */
  void run() {
    export.wallets.forEach(this::sent);
    export.payouts.forEach(this::ended);
  }

  /** Every transaction of a wallet is an attempt of the payout that owns its nonce. */
  private void sent(String journal, PayoutExport.Wallet wallet) {
    if (wallet.chainId() != chain.chain()) {
      throw new RefusedException(chain + " is on another chain than " + journal);
    }
    long count = chain.nonce(wallet.address(), to);
    long known = wallet.first() + wallet.owners().size();
    if (count > known) {
      throw new RefusedException(
          "%s: the wallet has sent %d transactions that no payout has the nonces of"
              .formatted(chain, count - known));
    }
    for (int i = 0; i < wallet.owners().size(); i++) {
      String owner = wallet.owners().get(i);
      long nonce = wallet.first() + i;
      if (owner != null) {
        used(owner, wallet, nonce, nonce < count);
      }
    }
  }

  private void used(String owner, PayoutExport.Wallet wallet, long nonce, boolean isUsed) {
    PayoutExport.Payout payout = export.payouts.get(owner);
    String journal = "nonces:" + wallet.chainId() + ":" + wallet.address();
    if (payout == null || !journal.equals(payout.nonces()) || payout.nonce() != nonce) {
      throw new RefusedException("the nonce %d is not that of %s".formatted(nonce, owner));
    }
    List<String> mined = new ArrayList<>();
    for (Map.Entry<String, Boolean> attempt : payout.attempts().entrySet()) {
      Map<?, ?> found = chain.transaction(attempt.getKey());
      if (found != null && isStanding(found)) {
        mined.add(attempt.getKey());
        requireSame(owner, payout, wallet, found, attempt.getValue());
      }
    }
    if (mined.size() != (isUsed ? 1 : 0)) {
      throw new RefusedException(
          "%s: the nonce %d of %s is used by %d of its transactions"
              .formatted(chain, nonce, owner, mined.size()));
    }
    if (isUsed) {
      requireEnd(owner, payout, mined.getFirst());
    }
  }

  private boolean isStanding(Map<?, ?> transaction) {
    Object block = transaction.get("blockNumber");
    return block != null && chain.whole(block) <= to;
  }

  private void requireSame(
      String owner,
      PayoutExport.Payout payout,
      PayoutExport.Wallet wallet,
      Map<?, ?> found,
      boolean pays) {
    String recipient = pays ? payout.to() : wallet.address();
    BigInteger value = pays ? payout.amount() : BigInteger.ZERO;
    boolean isSame =
        lower(found, "from").equals(wallet.address())
            && lower(found, "to").equals(recipient)
            && chain.quantity(chain.member(found, "value")).equals(value)
            && chain.whole(chain.member(found, "nonce")) == payout.nonce();
    if (!isSame) {
      throw new RefusedException(
          "%s: what was sent for %s pays %s wei to %s"
              .formatted(
                  chain, owner, chain.quantity(chain.member(found, "value")), lower(found, "to")));
    }
  }

  private String lower(Map<?, ?> found, String name) {
    return chain.text(chain.member(found, name)).toLowerCase(Locale.ROOT);
  }

  /** What the chain decided is how the payout ended, if it has. */
  private void requireEnd(String owner, PayoutExport.Payout payout, String hash) {
    boolean isPaid =
        Boolean.TRUE.equals(payout.attempts().get(hash))
            && chain.whole(chain.member(chain.receipt(hash), "status")) == 1;
    String end = payout.end();
    if (end != null && (!end.equals(isPaid ? "paid" : "refunded") || !hash.equals(payout.hash()))) {
      throw new RefusedException(
          "%s: %s is %s, and the chain has %s".formatted(chain, owner, end, hash));
    }
  }

  /** A payout that a transaction ended has it in the block that it names. */
  private void ended(String journal, PayoutExport.Payout payout) {
    String hash = payout.hash();
    if (payout.end() == null || hash == null) {
      if ("paid".equals(payout.end())) {
        throw new RefusedException(journal + " is paid with no transaction");
      }
      return;
    }
    if (payout.block() > to) {
      later++;
      return;
    }
    if (!isOwned(journal, payout)) {
      throw new RefusedException(journal + " has ended, and owns no nonce");
    }
    Map<?, ?> found = chain.transaction(hash);
    if (found == null
        || found.get("blockNumber") == null
        || chain.whole(found.get("blockNumber")) != payout.block()
        || !chain.hash(payout.block()).equals(payout.blockHash())) {
      throw new RefusedException(
          "%s has no transaction %s in block %d, with which %s has ended"
              .formatted(chain, hash, payout.block(), journal));
    }
    if ("paid".equals(payout.end())) {
      paid++;
      sum = sum.add(payout.amount());
    } else {
      refunded++;
    }
  }

  private boolean isOwned(String journal, PayoutExport.Payout payout) {
    @Nullable String nonces = payout.nonces();
    PayoutExport.Wallet wallet = nonces == null ? null : export.wallets.get(nonces);
    long place = wallet == null ? -1 : payout.nonce() - wallet.first();
    return wallet != null
        && place >= 0
        && place < wallet.owners().size()
        && journal.equals(wallet.owners().get((int) place));
  }
}
