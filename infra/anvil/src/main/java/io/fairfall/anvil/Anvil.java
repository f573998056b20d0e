package io.fairfall.anvil;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A node of a test's own, on a free loopback port. It mines only when told to, plays any account
 * without its key, and takes transactions in the order in which they came: two nodes that are told
 * the same have the same chain, hash by hash, until they are told different things.
 */
public final class Anvil implements AutoCloseable {
  public static final long CHAIN_ID = 31_337;
  public static final int SECONDS_PER_BLOCK = 12;

  private static final long GENESIS_SECONDS = 1_700_000_000L;
  private static final int MAX_STARTS = 3;

  /** Ten thousand blocks in one call take longer than a client waits, on a busy machine. */
  private static final long MINED_TOGETHER = 500;

  private static final Duration START_PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Leash leash;
  private final URI url;
  private final AnvilRpc rpc;

  private Anvil(Leash leash, URI url, AnvilRpc rpc) {
    this.leash = leash;
    this.url = url;
    this.rpc = rpc;
  }

  /**
   * Starts a node and waits until it answers; installs it first where it is missing.
   *
   * @param arguments of anvil's own, after those that make it a test's
   */
  public static Anvil start(String... arguments) throws IOException, InterruptedException {
    String complaints = "";
    for (int attempt = 1; attempt <= MAX_STARTS; attempt++) {
      int port = FreePort.find();
      Leash leash = Leash.start("node", AnvilPackages.ready(), arguments(port, arguments));
      URI url = URI.create("http://127.0.0.1:" + port);
      AnvilRpc rpc = new AnvilRpc(url);
      if (answers(leash, rpc)) {
        rpc.call("anvil_setBlockTimestampInterval", SECONDS_PER_BLOCK);
        return new Anvil(leash, url, rpc);
      }
      complaints = leash.complaints();
      rpc.close();
      leash.close();
    }
    throw new IOException("anvil does not start: " + complaints);
  }

  private static List<String> arguments(int port, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--quiet",
                "--port",
                Integer.toString(port),
                "--chain-id",
                Long.toString(CHAIN_ID),
                "--timestamp",
                Long.toString(GENESIS_SECONDS),
                "--no-mining",
                "--order",
                "fifo",
                "--auto-impersonate"));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private static boolean answers(Leash leash, AnvilRpc rpc) throws InterruptedException {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (leash.isAlive() && System.nanoTime() < deadline) {
      try {
        rpc.call("eth_chainId");
        return true;
      } catch (RpcFailureException notYet) {
        Thread.sleep(PAUSE);
      }
    }
    return false;
  }

  public URI url() {
    return url;
  }

  public AnvilRpc rpc() {
    return rpc;
  }

  /** Mines empty blocks, or blocks of what waits: so many at a time that each call is answered. */
  public void mine(long blocks) {
    if (blocks == 1) {
      rpc.call("evm_mine");
      return;
    }
    for (long left = blocks; left > 0; left -= MINED_TOGETHER) {
      rpc.call("anvil_mine", RpcValue.quantity(Math.min(left, MINED_TOGETHER)));
    }
  }

  /** The number of the newest block. */
  public long head() {
    return rpc.call("eth_blockNumber").number();
  }

  public String hash(long number) {
    return rpc.call("eth_getBlockByNumber", RpcValue.quantity(number), false).at("hash").text();
  }

  public BigInteger balance(String address) {
    return rpc.call("eth_getBalance", address, "latest").wei();
  }

  /** Gives an account ether out of nothing. */
  public void endow(String address, BigInteger wei) {
    rpc.call("anvil_setBalance", address, RpcValue.quantity(wei));
  }

  /**
   * Offers a transaction for the next block.
   *
   * @return its hash
   */
  public String send(TransferRequest request) {
    return rpc.call("eth_sendTransaction", request.parameters()).text();
  }

  /** Creates a contract in a block of its own and tells its lower-case address. */
  public String deploy(String from, String code) {
    String hash = send(TransferRequest.creation(from, code));
    mine(1);
    return rpc.call("eth_getTransactionReceipt", hash).at("contractAddress").text();
  }

  /**
   * Replaces the newest blocks by as many others.
   *
   * @param depth how many
   * @param transactions what the new blocks hold; all that was in the old ones is forgotten
   */
  public void reorg(int depth, Placed... transactions) {
    List<Object> pairs = new ArrayList<>();
    for (Placed placed : transactions) {
      pairs.add(List.of(placed.transfer().parameters(), placed.block()));
    }
    rpc.call("anvil_reorg", depth, pairs);
  }

  /**
   * Where a transaction stands in replacing blocks.
   *
   * @param block from 0, the lowest of them
   */
  public record Placed(TransferRequest transfer, int block) {}

  /** Takes the newest blocks away. */
  public void rollback(int depth) {
    rpc.call("anvil_rollback", depth);
  }

  @Override
  public void close() {
    rpc.close();
    leash.close();
  }
}
