package io.fairfall.chain;

import io.fairfall.chain.NodeAnswer.Known;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthBlockNumber;
import org.web3j.protocol.core.methods.response.EthChainId;
import org.web3j.protocol.core.methods.response.EthGetBalance;
import org.web3j.utils.Numeric;

/**
 * A node, asked one question at a time, or several of a kind together. What it answers is believed
 * as far as it can be checked.
 */
public final class EthereumNode implements Chain {
  private final JsonRpc rpc;
  private final JsonRpcBatch batch;

  /**
   * A node by its address.
   *
   * @param url {@code http://} or {@code https://}
   */
  public EthereumNode(String url) {
    this.rpc = new JsonRpc(url);
    this.batch = new JsonRpcBatch(url);
  }

  @Override
  public NodeAnswer<Long> chainId() {
    return rpc.ask(
        "eth_chainId", List.of(), EthChainId.class, id -> id.getChainId().longValueExact());
  }

  @Override
  public NodeAnswer<Long> newestBlock() {
    return rpc.ask(
        "eth_blockNumber",
        List.of(),
        EthBlockNumber.class,
        head -> head.getBlockNumber().longValueExact());
  }

  @Override
  public NodeAnswer<String> blockHash(long number) {
    return rpc.ask(
        "eth_getBlockByNumber",
        List.of(quantity(number), false),
        EthBlock.class,
        answer -> {
          EthBlock.Block block = answer.getBlock();
          Contradiction.unless(
              block.getNumber().longValueExact() == number, "not the block that was asked for");
          return BlockReader.hash(block.getHash());
        });
  }

  @Override
  public NodeAnswer<Block> block(long number) {
    return rpc.ask(
        "eth_getBlockByNumber",
        List.of(quantity(number), true),
        Raw.BlockAnswer.class,
        answer -> BlockReader.block(answer.getResult(), number));
  }

  @Override
  public NodeAnswer<List<Block>> blocks(long from, int count) {
    return batch.ask(
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
        Raw.ReceiptsAnswer.class,
        answer -> BlockReader.receipts(answer.getResult(), block));
  }

  @Override
  public NodeAnswer<List<List<Receipt>>> receipts(List<Block> blocks) {
    return batch.ask(
        "eth_getBlockReceipts",
        blocks.stream().map(block -> List.<Object>of(quantity(block.number()))).toList(),
        Raw.Receipt[].class,
        (answer, place) -> BlockReader.receipts(Arrays.asList(answer), blocks.get(place)));
  }

  @Override
  public NodeAnswer<BigInteger> balance(String address, long number) {
    return rpc.ask(
        "eth_getBalance",
        List.of(address, quantity(number)),
        EthGetBalance.class,
        EthGetBalance::getBalance);
  }

  @Override
  public NodeAnswer<List<InternalTransfer>> internalTransfers(String transactionHash) {
    return rpc.ask(
        "debug_traceTransaction",
        List.of(transactionHash, Map.of("tracer", "callTracer")),
        CallTrace.Answer.class,
        answer -> CallTrace.transfers(answer.getResult()));
  }

  @Override
  public NodeAnswer<List<Traced>> traces(List<Long> blocks) {
    return batch
        .ask(
            "trace_block",
            blocks.stream().map(number -> List.<Object>of(quantity(number))).toList(),
            BlockTrace.Call[].class,
            (answer, place) -> BlockTrace.transfers(answer, blocks.get(place)))
        .then(traced -> new Known<>(traced.stream().flatMap(List::stream).toList()));
  }

  private static String quantity(long number) {
    return Numeric.encodeQuantity(BigInteger.valueOf(number));
  }
}
