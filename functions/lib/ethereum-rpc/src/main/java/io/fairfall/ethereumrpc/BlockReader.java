package io.fairfall.ethereumrpc;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.web3j.utils.Numeric;

/** What a node says about a block, held against the question and against itself. */
final class BlockReader {
  private static final int HASH_DIGITS = 64;
  private static final int ADDRESS_DIGITS = 40;
  private static final int BLOOM_DIGITS = 512;
  private static final int MAX_QUANTITY_DIGITS = 64;
  private static final String PREFIX = "0x";
  private static final long MS_PER_SECOND = 1_000;

  private BlockReader() {}

  /** The hash of a block that was asked for by its number. */
  static String hash(@Nullable String answered, @Nullable String hash, long number) {
    InvalidRpcResponseException.unless(
        quantity(answered).longValueExact() == number, "not the block that was asked for");
    return hash(hash);
  }

  static Block block(RpcDto.Block answered, long number) {
    String hash = hash(answered.number(), answered.hash(), number);
    List<Transaction> transactions = new ArrayList<>();
    for (RpcDto.Transaction transaction : required(answered.transactions())) {
      transactions.add(transaction(transaction, hash, transactions.size()));
    }
    return new Block(
        number,
        hash,
        hash(answered.parentHash()),
        hex(answered.logsBloom(), BLOOM_DIGITS, "not a bloom filter"),
        timeMs(answered.timestamp()),
        transactions);
  }

  /** A block's time, in milliseconds since 1970. */
  static long timeMs(@Nullable String timestamp) {
    return Math.multiplyExact(quantity(timestamp).longValueExact(), MS_PER_SECOND);
  }

  static String hash(@Nullable String text) {
    return hex(text, HASH_DIGITS, "not a hash");
  }

  static String address(@Nullable String text) {
    return hex(text, ADDRESS_DIGITS, "not an address");
  }

  static List<Receipt> receipts(List<RpcDto.Receipt> answered, Block block) {
    InvalidRpcResponseException.unless(
        answered.size() == block.transactions().size(), "not a receipt for each transaction");
    List<Receipt> receipts = new ArrayList<>();
    for (RpcDto.Receipt receipt : answered) {
      receipts.add(receipt(receipt, block, block.transactions().get(receipts.size())));
    }
    InvalidRpcResponseException.unless(
        Bloom.over(receipts).isSame(Bloom.of(block)), "logs that the block's header denies");
    return List.copyOf(receipts);
  }

  private static Transaction transaction(RpcDto.Transaction answered, String block, int place) {
    InvalidRpcResponseException.unless(
        block.equals(lower(answered.blockHash())), "a transaction of another block");
    InvalidRpcResponseException.unless(
        quantity(answered.index()).equals(BigInteger.valueOf(place)),
        "a transaction in another place");
    String to = answered.to();
    return new Transaction(
        hash(answered.hash()),
        place,
        address(answered.from()),
        to == null ? null : address(to),
        quantity(answered.value()),
        quantity(answered.gas()).longValueExact());
  }

  private static Receipt receipt(RpcDto.Receipt answered, Block block, Transaction about) {
    InvalidRpcResponseException.unless(
        block.hash().equals(lower(answered.blockHash())), "a receipt of another block");
    InvalidRpcResponseException.unless(
        about.hash().equals(lower(answered.transactionHash())), "a receipt of another transaction");
    List<EventLog> logs = new ArrayList<>();
    for (RpcDto.Log log : required(answered.logs())) {
      InvalidRpcResponseException.unless(
          about.hash().equals(lower(log.transactionHash())), "a log of another transaction");
      logs.add(log(log, logs.size()));
    }
    return new Receipt(about.hash(), succeeded(answered), fee(answered), logs);
  }

  /** A receipt that was asked for by its transaction. */
  static WalletChain.MinedTransaction mined(RpcDto.Receipt answered, String transaction) {
    InvalidRpcResponseException.unless(
        transaction.equals(lower(answered.transactionHash())), "a receipt of another transaction");
    return new WalletChain.MinedTransaction(
        quantity(answered.blockNumber()).longValueExact(),
        hash(answered.blockHash()),
        succeeded(answered),
        fee(answered));
  }

  private static BigInteger fee(RpcDto.Receipt answered) {
    BigInteger fee = quantity(answered.gasUsed()).multiply(quantity(answered.effectiveGasPrice()));
    String blobGas = answered.blobGasUsed();
    return blobGas == null
        ? fee
        : fee.add(quantity(blobGas).multiply(quantity(answered.blobGasPrice())));
  }

  /** A receipt without a status is of a time before there were any, or of a node that hides it. */
  private static boolean succeeded(RpcDto.Receipt answered) {
    return switch (String.valueOf(answered.status())) {
      case "0x1" -> true;
      case "0x0" -> false;
      default -> throw new InvalidRpcResponseException("a receipt without a status");
    };
  }

  private static EventLog log(RpcDto.Log answered, int position) {
    List<String> topics = required(answered.topics()).stream().map(BlockReader::hash).toList();
    String data = lower(answered.data());
    InvalidRpcResponseException.unless(
        data.startsWith(PREFIX) && isHex(data), "data that are no hex");
    return new EventLog(position, address(answered.address()), topics, data);
  }

  private static <T> List<T> required(@Nullable List<T> list) {
    if (list == null || list.contains(null)) {
      throw new InvalidRpcResponseException("a list that is missing, or has holes");
    }
    return list;
  }

  /** A number, as nodes write them: no more digits than a word of the machine has. */
  static BigInteger quantity(@Nullable String text) {
    InvalidRpcResponseException.unless(
        text != null
            && text.startsWith(PREFIX)
            && text.length() > PREFIX.length()
            && text.length() <= PREFIX.length() + MAX_QUANTITY_DIGITS
            && isHex(lower(text)),
        "not a number");
    return Numeric.decodeQuantity(text);
  }

  /** Lower-case hex digits after {@code 0x}, exactly as many. */
  private static String hex(@Nullable String text, int digits, String claim) {
    String lower = lower(text);
    InvalidRpcResponseException.unless(
        lower.length() == PREFIX.length() + digits && lower.startsWith(PREFIX) && isHex(lower),
        claim);
    return lower;
  }

  /** Whether nothing but lower-case hex digits stands after the prefix. */
  private static boolean isHex(String lower) {
    for (int i = PREFIX.length(); i < lower.length(); i++) {
      char digit = lower.charAt(i);
      if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }
}
