package io.fairfall.ethereumrpc;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Blocks and receipts as nodes write them, and of that only what is used: most of a block's text is
 * skipped without becoming anything. Nothing here is checked yet; {@link BlockReader} does that.
 */
final class RpcDto {
  private RpcDto() {}

  /** A block of which only the name is asked for. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Header(
      @JsonProperty("number") @Nullable String number,
      @JsonProperty("hash") @Nullable String hash) {}

  /** A block of which only the name and the price of gas are asked for. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Priced(
      @JsonProperty("number") @Nullable String number,
      @JsonProperty("hash") @Nullable String hash,
      @JsonProperty("timestamp") @Nullable String timestamp,
      @JsonProperty("baseFeePerGas") @Nullable String baseFeePerGas) {}

  /** A receipt of which only the block is asked for. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Mined(@JsonProperty("blockNumber") @Nullable String blockNumber) {}

  /** A block with full transactions. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Block(
      @JsonProperty("number") @Nullable String number,
      @JsonProperty("hash") @Nullable String hash,
      @JsonProperty("parentHash") @Nullable String parentHash,
      @JsonProperty("logsBloom") @Nullable String logsBloom,
      @JsonProperty("timestamp") @Nullable String timestamp,
      @JsonProperty("transactions") @Nullable List<Transaction> transactions) {}

  /** A transaction in a block. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Transaction(
      @JsonProperty("hash") @Nullable String hash,
      @JsonProperty("blockHash") @Nullable String blockHash,
      @JsonProperty("transactionIndex") @Nullable String index,
      @JsonProperty("from") @Nullable String from,
      @JsonProperty("to") @Nullable String to,
      @JsonProperty("value") @Nullable String value,
      @JsonProperty("gas") @Nullable String gas) {}

  /** What became of a transaction. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Receipt(
      @JsonProperty("transactionHash") @Nullable String transactionHash,
      @JsonProperty("blockNumber") @Nullable String blockNumber,
      @JsonProperty("blockHash") @Nullable String blockHash,
      @JsonProperty("status") @Nullable String status,
      @JsonProperty("gasUsed") @Nullable String gasUsed,
      @JsonProperty("effectiveGasPrice") @Nullable String effectiveGasPrice,
      @JsonProperty("blobGasUsed") @Nullable String blobGasUsed,
      @JsonProperty("blobGasPrice") @Nullable String blobGasPrice,
      @JsonProperty("logs") @Nullable List<Log> logs) {}

  /** A log in a receipt. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Log(
      @JsonProperty("address") @Nullable String address,
      @JsonProperty("topics") @Nullable List<String> topics,
      @JsonProperty("data") @Nullable String data,
      @JsonProperty("transactionHash") @Nullable String transactionHash) {}
}
