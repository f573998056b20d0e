package io.fairfall.chain;

import io.fairfall.chain.NodeAnswer.Absent;
import io.fairfall.chain.NodeAnswer.Failed;
import io.fairfall.chain.NodeAnswer.Known;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.Web3jService;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthBlockNumber;
import org.web3j.protocol.core.methods.response.EthChainId;
import org.web3j.protocol.http.HttpService;
import org.web3j.utils.Numeric;

/**
 * A node, asked one question at a time. web3j's batches pair replies by position and believe a
 * reordered one; its {@code Web3j.build} starts thread pools and a shutdown hook. Neither is used:
 * requests go straight through one transport, shared by the process because closing one frees
 * nothing.
 */
public final class EthereumNode implements Blocks {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(4);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(6);

  private static final OkHttpClient TRANSPORT =
      new OkHttpClient.Builder()
          .connectTimeout(CONNECT_TIMEOUT)
          .readTimeout(READ_TIMEOUT)
          .writeTimeout(READ_TIMEOUT)
          .callTimeout(CALL_TIMEOUT)
          .build();

  private static final Pattern BLOCK_HASH = Pattern.compile("0x[0-9a-f]{64}");

  private final Web3jService service;

  /**
   * A node by its address.
   *
   * @param url {@code http://} or {@code https://}
   */
  public EthereumNode(String url) {
    this.service = new HttpService(url, TRANSPORT);
  }

  @Override
  public NodeAnswer<Long> chainId() {
    return ask("eth_chainId", List.of(), EthChainId.class, EthChainId::getChainId)
        .map(EthereumNode::number)
        .answer();
  }

  @Override
  public NodeAnswer<Long> newestBlock() {
    return ask("eth_blockNumber", List.of(), EthBlockNumber.class, EthBlockNumber::getBlockNumber)
        .map(EthereumNode::number)
        .answer();
  }

  @Override
  public NodeAnswer<String> blockHash(long number) {
    List<Object> block = List.of(Numeric.encodeQuantity(BigInteger.valueOf(number)), false);
    return ask("eth_getBlockByNumber", block, EthBlock.class, EthBlock::getBlock)
        .map(found -> hash(found, number))
        .answer();
  }

  private <R extends Response<?>, V> Reply<V> ask(
      String method, List<?> parameters, Class<R> type, Function<R, @Nullable V> value) {
    try {
      R response = new Request<>(method, parameters, service, type).send();
      if (response.hasError()) {
        return new Reply<>(null, "error " + response.getError().getCode());
      }
      return new Reply<>(response.getResult() == null ? null : value.apply(response), null);
    } catch (IOException | RuntimeException failure) {
      // the message could name the address; web3j throws unchecked where a reply is malformed
      return new Reply<>(null, failure.getClass().getSimpleName());
    }
  }

  private static long number(BigInteger value) {
    return value.longValueExact();
  }

  private static String hash(EthBlock.Block block, long asked) {
    String hash = block.getHash();
    if (block.getNumber().longValueExact() != asked || !BLOCK_HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException("not the block that was asked for");
    }
    return hash;
  }

  /** A reply on its way to an answer: a value, nothing, or a failure. */
  private record Reply<V>(@Nullable V value, @Nullable String failure) {

    <W> Reply<W> map(Function<V, W> read) {
      if (value == null) {
        return new Reply<>(null, failure);
      }
      try {
        return new Reply<>(read.apply(value), null);
      } catch (IllegalArgumentException | ArithmeticException unusable) {
        return new Reply<>(null, "an answer of another form");
      }
    }

    NodeAnswer<V> answer() {
      if (failure != null) {
        return new Failed<>(failure);
      }
      return value == null ? new Absent<>() : new Known<>(value);
    }
  }
}
