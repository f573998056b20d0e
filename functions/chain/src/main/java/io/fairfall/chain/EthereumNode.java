package io.fairfall.chain;

import io.fairfall.chain.NodeAnswer.Known;
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
  private final JsonRpc rpc;

  /**
   * A node by its address.
   *
   * @param url {@code http://} or {@code https://}
   */
  public EthereumNode(String url) {
    this.rpc = new JsonRpc(url);
  }

  @Override
  public NodeAnswer<Long> chainId() {
    return rpc.ask("eth_chainId", List.of(), String.class, EthereumNode::number);
  }

  @Override
  public NodeAnswer<Long> newestBlock() {
    return rpc.ask("eth_blockNumber", List.of(), String.class, EthereumNode::number);
  }

  @Override
  public NodeAnswer<String> blockHash(long number) {
    return rpc.ask(
        "eth_getBlockByNumber",
        List.of(quantity(number), false),
        Raw.Header.class,
        answer -> BlockReader.hash(answer.number(), answer.hash(), number));
  }

  @Override
  public NodeAnswer<Block> block(long number) {
    return rpc.ask(
        "eth_getBlockByNumber",
        List.of(quantity(number), true),
        Raw.Block.class,
        answer -> BlockReader.block(answer, number));
  }

  @Override
  public NodeAnswer<List<Block>> blocks(long from, int count) {
    return rpc.askTogether(
        "eth_getBlockByNumber",
        LongStream.range(from, from + count)
            .mapToObj(number -> List.<Object>of(quantity(number), true))
            .toList(),
        Raw.Block.class,
        (answer, place) -> BlockReader.block(answer, from + place));
  }

  @Override
  public NodeAnswer<List<Receipt>> receipts(Block block) {
    return rpc.ask(
        "eth_getBlockReceipts",
        List.of(quantity(block.number())),
        Raw.Receipt[].class,
        answer -> BlockReader.receipts(Arrays.asList(answer), block));
  }

  @Override
  public NodeAnswer<List<List<Receipt>>> receipts(List<Block> blocks) {
    return rpc.askTogether(
        "eth_getBlockReceipts",
        blocks.stream().map(block -> List.<Object>of(quantity(block.number()))).toList(),
        Raw.Receipt[].class,
        (answer, place) -> BlockReader.receipts(Arrays.asList(answer), blocks.get(place)));
  }

  @Override
  public NodeAnswer<BigInteger> balance(String address, long number) {
    return rpc.ask(
        "eth_getBalance", List.of(address, quantity(number)), String.class, BlockReader::quantity);
  }

  @Override
  public NodeAnswer<List<InternalTransfer>> internalTransfers(String transactionHash) {
    return rpc.ask(
        "debug_traceTransaction",
        List.of(transactionHash, Map.of("tracer", "callTracer")),
        CallTrace.Frame.class,
        CallTrace::transfers);
  }

  @Override
  public NodeAnswer<List<Traced>> traces(List<Long> blocks) {
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
