package io.fairfall.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.utils.Numeric;

/** What a node says about a block, held against the question and against itself. */
final class BlockReader {
  private static final Pattern HASH = Pattern.compile("0x[0-9a-f]{64}");
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{40}");
  private static final Pattern BLOOM = Pattern.compile("0x[0-9a-f]{512}");
  private static final long MS_PER_SECOND = 1_000;

  private BlockReader() {}

  static Block block(EthBlock.Block answered, long number) {
    Contradiction.unless(
        answered.getNumber().longValueExact() == number, "not the block that was asked for");
    String hash = hash(answered.getHash());
    List<Transaction> transactions = new ArrayList<>();
    for (EthBlock.TransactionResult<?> result : answered.getTransactions()) {
      transactions.add(transaction(result, hash, transactions.size()));
    }
    return new Block(
        number,
        hash,
        hash(answered.getParentHash()),
        matching(BLOOM, answered.getLogsBloom(), "not a bloom filter"),
        Math.multiplyExact(answered.getTimestamp().longValueExact(), MS_PER_SECOND),
        transactions);
  }

  static String hash(@Nullable String text) {
    return matching(HASH, text, "not a hash");
  }

  static String address(@Nullable String text) {
    return matching(ADDRESS, text, "not an address");
  }

  static List<Receipt> receipts(List<TransactionReceipt> answered, Block block) {
    Contradiction.unless(
        answered.size() == block.transactions().size(), "not a receipt for each transaction");
    List<Receipt> receipts = new ArrayList<>();
    for (TransactionReceipt receipt : answered) {
      receipts.add(receipt(receipt, block, block.transactions().get(receipts.size())));
    }
    Contradiction.unless(
        Bloom.over(receipts).isSame(Bloom.of(block)), "logs that the block's header denies");
    return List.copyOf(receipts);
  }

  private static Transaction transaction(
      EthBlock.TransactionResult<?> result, String block, int place) {
    if (!(result instanceof EthBlock.TransactionObject object)) {
      throw new Contradiction("a hash in place of a transaction");
    }
    org.web3j.protocol.core.methods.response.Transaction answered = object.get();
    Contradiction.unless(
        block.equals(lower(answered.getBlockHash())), "a transaction of another block");
    Contradiction.unless(
        answered.getTransactionIndex().equals(BigInteger.valueOf(place)),
        "a transaction in another place");
    String to = answered.getTo();
    return new Transaction(
        hash(answered.getHash()),
        place,
        address(answered.getFrom()),
        to == null ? null : address(to),
        answered.getValue());
  }

  private static Receipt receipt(TransactionReceipt answered, Block block, Transaction about) {
    Contradiction.unless(
        block.hash().equals(lower(answered.getBlockHash())), "a receipt of another block");
    Contradiction.unless(
        about.hash().equals(lower(answered.getTransactionHash())),
        "a receipt of another transaction");
    List<Log> logs = new ArrayList<>();
    for (org.web3j.protocol.core.methods.response.Log log : answered.getLogs()) {
      Contradiction.unless(
          about.hash().equals(lower(log.getTransactionHash())), "a log of another transaction");
      logs.add(log(log, logs.size()));
    }
    BigInteger price = Numeric.decodeQuantity(answered.getEffectiveGasPrice());
    BigInteger fee = answered.getGasUsed().multiply(price);
    String blobGas = answered.getBlobGasUsed();
    if (blobGas != null) {
      BigInteger blobPrice = Numeric.decodeQuantity(answered.getBlobGasPrice());
      fee = fee.add(Numeric.decodeQuantity(blobGas).multiply(blobPrice));
    }
    return new Receipt(about.hash(), succeeded(answered), fee, logs);
  }

  /** A receipt without a status is of a time before there were any, or of a node that hides it. */
  private static boolean succeeded(TransactionReceipt answered) {
    return switch (String.valueOf(answered.getStatus())) {
      case "0x1" -> true;
      case "0x0" -> false;
      default -> throw new Contradiction("a receipt without a status");
    };
  }

  private static Log log(org.web3j.protocol.core.methods.response.Log answered, int position) {
    List<String> topics = answered.getTopics().stream().map(BlockReader::hash).toList();
    String data = lower(answered.getData());
    return new Log(position, address(answered.getAddress()), topics, data);
  }

  private static String matching(Pattern form, @Nullable String text, String claim) {
    String lower = lower(text);
    Contradiction.unless(form.matcher(lower).matches(), claim);
    return lower;
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }
}
