package io.fairfall.deposits.scan;

import io.fairfall.ethereumrpc.Block;
import io.fairfall.ethereumrpc.Bloom;
import io.fairfall.ethereumrpc.EventLog;
import io.fairfall.ethereumrpc.Receipt;
import io.fairfall.ethereumrpc.TracedTransaction;
import io.fairfall.ethereumrpc.Transaction;
import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What in a block is a deposit. Everything here is a pure function of blocks and receipts.
 *
 * <p>A deposit is ether that a successful transaction carries to the hot wallet from somebody else,
 * ether that a contract passes on to it, or a {@code Transfer} log of an allow-listed token. A
 * contract's creation, a failed transaction, nothing at all, and what the wallet sends to itself
 * are none. Logs that ether itself writes (EIP-7708) are of no allow-listed token and so never
 * count a second time.
 *
 * @param wallet the hot wallet's lower-case address
 * @param tokens by address
 */
public record DepositRules(long chainId, String wallet, Map<String, AcceptedToken> tokens) {
  /** Keccak-256 of {@code Transfer(address,address,uint256)}. */
  private static final String TRANSFER =
      "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

  private static final int TRANSFER_TOPICS = 3;
  private static final int WORD_HEX = 64;
  private static final String ADDRESS_PADDING = "0x" + "0".repeat(24);
  public static final String NATIVE = "N";
  public static final String INTERNAL = "I";

  public DepositRules {
    tokens = Map.copyOf(tokens);
  }

  /** Whether a block's receipts have to be read: most blocks have nothing for us. */
  boolean touch(Block block) {
    for (Transaction transaction : block.transactions()) {
      if (wallet.equals(transaction.to()) || wallet.equals(transaction.from())) {
        return true;
      }
    }
    return mayHoldTokens(block);
  }

  private boolean mayHoldTokens(Block block) {
    if (tokens.isEmpty()) {
      return false;
    }
    Bloom bloom = Bloom.of(block);
    return bloom.mayHold(padded(wallet)) && tokens.keySet().stream().anyMatch(bloom::mayHold);
  }

  /**
   * The deposits in a block, but for internal ones.
   *
   * @param receipts one for each transaction, in their order
   */
  ScannedBlock scan(Block block, List<Receipt> receipts) {
    List<DepositTransfer> found = new ArrayList<>();
    BigInteger movement = BigInteger.ZERO;
    for (Transaction transaction : block.transactions()) {
      Receipt receipt = receipts.get(transaction.index());
      movement = movement.add(movement(transaction, receipt));
      if (receipt.succeeded()) {
        ether(block, transaction).ifPresent(found::add);
        receipt.logs().forEach(log -> token(block, receipt, log).ifPresent(found::add));
      }
    }
    return new ScannedBlock(
        block.number(), block.hash(), block.parentHash(), found, movement, block.mayRunCode());
  }

  /** The deposits among the internal transfers of a transaction. */
  public List<DepositTransfer> internal(TracedTransaction tracedTransaction) {
    String hash = tracedTransaction.transactionHash();
    return tracedTransaction.moved().stream()
        .filter(one -> wallet.equals(one.to()) && !wallet.equals(one.from()))
        .map(
            one ->
                new DepositTransfer(
                    DepositTransfer.key(chainId, hash, INTERNAL + one.position()),
                    hash,
                    one.from(),
                    new Wei(one.value()),
                    null,
                    tracedTransaction.block(),
                    tracedTransaction.blockHash()))
        .toList();
  }

  private Optional<DepositTransfer> ether(Block block, Transaction transaction) {
    if (!wallet.equals(transaction.to())
        || wallet.equals(transaction.from())
        || transaction.value().signum() == 0) {
      return Optional.empty();
    }
    Wei amount = new Wei(transaction.value());
    return Optional.of(
        transfer(block, transaction.hash(), NATIVE, transaction.from(), amount, null));
  }

  private Optional<DepositTransfer> token(Block block, Receipt receipt, EventLog log) {
    AcceptedToken token = tokens.get(log.address());
    if (token == null
        || log.topics().size() != TRANSFER_TOPICS
        || !log.topics().getFirst().equals(TRANSFER)
        || !log.topics().get(2).equals(padded(wallet))
        || log.data().length() != "0x".length() + WORD_HEX) {
      return Optional.empty();
    }
    String from = "0x" + log.topics().get(1).substring(ADDRESS_PADDING.length());
    BigInteger parts = new BigInteger(log.data().substring(2), 16);
    if (!token.isWorthAnAmount(parts)) {
      return Optional.empty();
    }
    Wei amount = token.worth(parts).amount();
    if (from.equals(wallet) || amount.isZero()) {
      return Optional.empty();
    }
    String place = Integer.toString(log.position());
    return Optional.of(
        transfer(block, receipt.transactionHash(), place, from, amount, token.address()));
  }

  private DepositTransfer transfer(
      Block block, String hash, String place, String from, Wei amount, @Nullable String token) {
    return new DepositTransfer(
        DepositTransfer.key(chainId, hash, place),
        hash,
        from,
        amount,
        token,
        block.number(),
        block.hash());
  }

  /** A sender pays the fee even where the transaction fails. */
  private BigInteger movement(Transaction transaction, Receipt receipt) {
    BigInteger moved = BigInteger.ZERO;
    if (receipt.succeeded() && wallet.equals(transaction.to())) {
      moved = moved.add(transaction.value());
    }
    if (wallet.equals(transaction.from())) {
      moved = moved.subtract(receipt.fee());
      if (receipt.succeeded()) {
        moved = moved.subtract(transaction.value());
      }
    }
    return moved;
  }

  private static String padded(String address) {
    return ADDRESS_PADDING + address.substring(2);
  }
}
