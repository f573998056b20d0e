package io.fairfall.ethereumrpc;

import io.fairfall.ethereumrpc.RpcResult.Known;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.web3j.utils.Numeric;

/**
 * A node, asked one question at a time, or several of a kind together. What it answers is believed
 * as far as it can be checked.
 */
public final class EthereumNode implements Chain {
  private final String url;
  private final JsonRpcClient rpc;

  /**
   * A node by its address.
   *
   * @param url {@code http://} or {@code https://}
   */
  public EthereumNode(String url) {
    this(url, 0);
  }

  private EthereumNode(String url, int patience) {
    this.url = url;
    this.rpc = new JsonRpcClient(url, patience);
  }

  @Override
  public Chain patient(int times) {
    return times == 0 ? this : new EthereumNode(url, times);
  }

  @Override
  public RpcResult<Long> chainId() {
    return rpc.ask("eth_chainId", List.of(), String.class, EthereumNode::number);
  }

  @Override
  public RpcResult<Long> newestBlock() {
    return rpc.ask("eth_blockNumber", List.of(), String.class, EthereumNode::number);
  }

  @Override
  public RpcResult<String> blockHash(long number) {
    return rpc.ask(
        "eth_getBlockByNumber",
        List.of(quantity(number), false),
        RpcDto.Header.class,
        answer -> BlockReader.hash(answer.number(), answer.hash(), number));
  }

  @Override
  public RpcResult<Block> block(long number) {
    return rpc.ask(
        "eth_getBlockByNumber",
        List.of(quantity(number), true),
        RpcDto.Block.class,
        answer -> BlockReader.block(answer, number));
  }

  @Override
  public RpcResult<List<Block>> blocks(long from, int count) {
    return rpc.askTogether(
        "eth_getBlockByNumber",
        LongStream.range(from, from + count)
            .mapToObj(number -> List.<Object>of(quantity(number), true))
            .toList(),
        RpcDto.Block.class,
        (answer, place) -> BlockReader.block(answer, from + place));
  }

  @Override
  public RpcResult<List<Receipt>> receipts(Block block) {
    return rpc.ask(
        "eth_getBlockReceipts",
        List.of(quantity(block.number())),
        RpcDto.Receipt[].class,
        answer -> BlockReader.receipts(Arrays.asList(answer), block));
  }

  @Override
  public RpcResult<List<List<Receipt>>> receipts(List<Block> blocks) {
    return rpc.askTogether(
        "eth_getBlockReceipts",
        blocks.stream().map(block -> List.<Object>of(quantity(block.number()))).toList(),
        RpcDto.Receipt[].class,
        (answer, place) -> BlockReader.receipts(Arrays.asList(answer), blocks.get(place)));
  }

  @Override
  public RpcResult<BigInteger> balance(String address, long number) {
    return rpc.ask(
        "eth_getBalance", List.of(address, quantity(number)), String.class, BlockReader::quantity);
  }

  @Override
  public RpcResult<Long> blockOf(String transactionHash) {
    return rpc.ask(
        "eth_getTransactionReceipt",
        List.of(transactionHash),
        RpcDto.Mined.class,
        answer -> number(String.valueOf(answer.blockNumber())));
  }

  @Override
  public RpcResult<List<InternalTransfer>> internalTransfers(String transactionHash) {
    return rpc.ask(
        "debug_traceTransaction",
        List.of(transactionHash, Map.of("tracer", "callTracer")),
        CallTrace.Frame.class,
        CallTrace::transfers);
  }

  @Override
  public RpcResult<List<TracedTransaction>> traces(List<Long> blocks) {
    return rpc.askTogether(
            "trace_block",
            blocks.stream().map(number -> List.<Object>of(quantity(number))).toList(),
            BlockTrace.Call[].class,
            (answer, place) -> BlockTrace.transfers(answer, blocks.get(place)))
        .then(traced -> new Known<>(traced.stream().flatMap(List::stream).toList()));
  }

  private static long number(String quantity) {
    return BlockReader.quantity(quantity).longValueExact();
  }

  private static String quantity(long number) {
    return Numeric.encodeQuantity(BigInteger.valueOf(number));
  }
}
