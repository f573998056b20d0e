package io.fairfall.ethereumrpc;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.web3j.utils.Numeric;

/** A node by its address, as a sender of transactions needs it. */
public final class WalletNode implements WalletChain {
  private static final String LATEST = "latest";

  private final JsonRpcClient rpc;

  /**
   * A node.
   *
   * @param url {@code http://} or {@code https://}
   */
  public WalletNode(String url) {
    this.rpc = new JsonRpcClient(url, 0);
  }

  @Override
  public RpcResult<Long> chainId() {
    return rpc.ask("eth_chainId", List.of(), String.class, WalletNode::number);
  }

  @Override
  public RpcResult<Long> newestBlock() {
    return rpc.ask("eth_blockNumber", List.of(), String.class, WalletNode::number);
  }

  @Override
  public RpcResult<Header> header(long number) {
    return rpc.ask(
        "eth_getBlockByNumber",
        List.of(quantity(number), false),
        RpcDto.Priced.class,
        answer ->
            new Header(
                BlockReader.hash(answer.number(), answer.hash(), number),
                BlockReader.timeMs(answer.timestamp()),
                BlockReader.quantity(answer.baseFeePerGas())));
  }

  @Override
  public RpcResult<Long> transactionCount(String address, long number) {
    return rpc.ask(
        "eth_getTransactionCount",
        List.of(address, quantity(number)),
        String.class,
        WalletNode::number);
  }

  @Override
  public RpcResult<BigInteger> balance(String address, long number) {
    return rpc.ask(
        "eth_getBalance", List.of(address, quantity(number)), String.class, BlockReader::quantity);
  }

  @Override
  public RpcResult<BigInteger> tip() {
    return rpc.ask("eth_maxPriorityFeePerGas", List.of(), String.class, BlockReader::quantity);
  }

  @Override
  public RpcResult<MinedTransaction> mined(String transactionHash) {
    return rpc.ask(
        "eth_getTransactionReceipt",
        List.of(transactionHash),
        RpcDto.Receipt.class,
        answer -> BlockReader.mined(answer, transactionHash));
  }

  @Override
  public RpcResult<Long> gasOf(String from, String to, BigInteger value) {
    Map<String, String> call =
        Map.of("from", from, "to", to, "value", Numeric.encodeQuantity(value));
    return rpc.ask("eth_estimateGas", List.of(call, LATEST), String.class, WalletNode::number);
  }

  @Override
  public RpcResult<String> send(String raw) {
    return rpc.ask("eth_sendRawTransaction", List.of(raw), String.class, BlockReader::hash);
  }

  private static long number(String quantity) {
    return BlockReader.quantity(quantity).longValueExact();
  }

  private static String quantity(long number) {
    return Numeric.encodeQuantity(BigInteger.valueOf(number));
  }
}
