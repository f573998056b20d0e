package io.fairfall.ethereumrpc;

import io.fairfall.ethereumrpc.ProviderHealth.State;
import io.fairfall.ethereumrpc.RpcResult.Failed;
import io.fairfall.ethereumrpc.RpcResult.Failure;
import io.fairfall.ethereumrpc.RpcResult.Known;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Several nodes as one chain. The first in the ranking that is ready is asked, and the next where
 * it fails, so that all of a walk comes from one node while that one is well: two nodes on two
 * forks then look like one reorganisation, and not like one at each call.
 *
 * <p>Who is asked, who rests and who is not believed is remembered in {@link
 * ProviderHealthSnapshot}, which the caller stores and hands in again. What is Absent here is
 * absent with every provider that is ready; when one of them failed, nothing is known. Safe for
 * several threads.
 */
public final class RpcProviders implements Chain {
  /** How often those are asked for their head that are not asked for anything else. */
  private static final long HEAD_STANDS_MS = 15_000;

  /** A provider whose answers take so long is slow: a look asks dozens of questions. */
  static final long SLOW_MS = 1_000;

  /** A node this far behind another is asked last. */
  private static final long MAX_BLOCKS_BEHIND = 8;

  /** How many must say the same of a block before money follows from it. */
  private static final int WITNESSES = 2;

  /** Failures of a node that is there, and cannot answer this one question. */
  private static final Set<Failure> UNABLE =
      EnumSet.of(Failure.REFUSED, Failure.UNSUPPORTED, Failure.TIMED_OUT, Failure.UNREADABLE);

  private final long chainId;
  private final InstantSource clock;
  private final List<RpcProvider> members;
  private volatile String dispute;

  /**
   * The nodes.
   *
   * @param ranked the first is asked first
   * @param chainId that all of them must follow
   * @param before what an earlier invocation ended with
   */
  public RpcProviders(
      List<NamedNode> ranked, long chainId, ProviderHealthSnapshot before, InstantSource clock) {
    if (ranked.isEmpty()) {
      throw new IllegalArgumentException("no provider");
    }
    this.chainId = chainId;
    this.clock = clock;
    this.members =
        ranked.stream()
            .map(one -> new RpcProvider(one.chain(), before.of(one.name()), clock))
            .toList();
    this.dispute = before.dispute();
  }

  private RpcProviders(
      long chainId, InstantSource clock, List<RpcProvider> members, String dispute) {
    this.chainId = chainId;
    this.clock = clock;
    this.members = members;
    this.dispute = dispute;
  }

  /**
   * The nodes that a setting names.
   *
   * @param urls with commas between, the first asked first
   */
  public static RpcProviders at(
      String urls, long chainId, ProviderHealthSnapshot before, InstantSource clock) {
    List<NamedNode> ranked =
        Arrays.stream(urls.split(",", -1)).map(url -> NamedNode.at(url.strip())).toList();
    return new RpcProviders(ranked, chainId, before, clock);
  }

  /** What is to be remembered. */
  public ProviderHealthSnapshot standings() {
    return new ProviderHealthSnapshot(
        members.stream().map(RpcProvider::standing).toList(), dispute);
  }

  /** Providers that take long to answer: the milliseconds of their answers of late, by name. */
  public Map<String, Long> slow() {
    Map<String, Long> slow = new TreeMap<>();
    members.stream()
        .filter(one -> one.answerMs() >= SLOW_MS)
        .forEach(one -> slow.put(one.standing().name(), one.answerMs()));
    return slow;
  }

  /** How many questions were asked, of all providers together. */
  public long calls() {
    return members.stream().mapToLong(RpcProvider::calls).sum();
  }

  /** The chain that they are held to, if any of them follows it. */
  @Override
  public RpcResult<Long> chainId() {
    return ask(candidates(), _ -> new Known<>(chainId));
  }

  @Override
  public RpcResult<Long> newestBlock() {
    RpcResult<Long> newest = ask(candidates(), this::head);
    for (RpcProvider rpcProvider : members) {
      if (nowMs() >= rpcProvider.standing().head().atMs() + HEAD_STANDS_MS
          && rpcProvider.isReady(chainId, nowMs())) {
        head(rpcProvider);
      }
    }
    return newest;
  }

  @Override
  public RpcResult<String> blockHash(long number) {
    return ask(
        candidates(), rpcProvider -> rpcProvider.ask(chain -> chain.blockHash(number), nowMs()));
  }

  @Override
  public RpcResult<Block> block(long number) {
    return ask(candidates(), rpcProvider -> rpcProvider.block(number, nowMs()));
  }

  @Override
  public RpcResult<List<Block>> blocks(long from, int count) {
    return ask(candidates(), rpcProvider -> rpcProvider.blocks(from, count, nowMs()));
  }

  @Override
  public RpcResult<List<Receipt>> receipts(Block block) {
    return ask(
        sourceFirst(block),
        rpcProvider -> rpcProvider.askOf(chain -> chain.receipts(block), nowMs()));
  }

  @Override
  public RpcResult<List<List<Receipt>>> receipts(List<Block> blocks) {
    return blocks.isEmpty()
        ? new Known<>(List.of())
        : ask(sourceFirst(blocks.getLast()), rpcProvider -> rpcProvider.receipts(blocks, nowMs()));
  }

  private List<RpcProvider> sourceFirst(Block block) {
    List<RpcProvider> sourceFirst = new ArrayList<>(candidates());
    sourceFirst.sort(
        Comparator.comparing(rpcProvider -> !rpcProvider.gave(block.number(), block.hash())));
    return sourceFirst;
  }

  @Override
  public RpcResult<BigInteger> balance(String address, long number) {
    return ask(
        candidates(),
        rpcProvider -> rpcProvider.ask(chain -> chain.balance(address, number), nowMs()));
  }

  @Override
  public RpcResult<Long> blockOf(String transactionHash) {
    return ask(
        candidates(),
        rpcProvider -> rpcProvider.askOf(chain -> chain.blockOf(transactionHash), nowMs()));
  }

  @Override
  public RpcResult<List<InternalTransfer>> internalTransfers(String transactionHash) {
    return ask(
        candidates(), rpcProvider -> rpcProvider.internalTransfers(transactionHash, nowMs()));
  }

  @Override
  public RpcResult<List<TracedTransaction>> traces(List<Long> blocks) {
    return ask(candidates(), rpcProvider -> rpcProvider.traces(blocks, nowMs()));
  }

  @Override
  public boolean hasWitnesses() {
    return members.size() > 1;
  }

  /**
   * What two providers say, where there are two; money follows from it, so the word of one is not
   * enough then, whatever the others suffer from. Whoever is outvoted has lied, or is on a fork
   * that nobody else knows.
   */
  @Override
  public <T> RpcResult<T> agreed(long number, Function<Chain, RpcResult<T>> question) {
    if (members.size() == 1) {
      return question.apply(this);
    }
    Map<T, List<RpcProvider>> words = new HashMap<>();
    @Nullable Failed<T> unable = null;
    for (RpcProvider rpcProvider : candidates()) {
      RpcResult<T> answer = question.apply(alone(rpcProvider));
      if (answer instanceof Failed<T> failed && UNABLE.contains(failed.failure())) {
        unable = failed;
      } else if (answer instanceof Failed<T> failed && failed.failure() == Failure.CONTRADICTION) {
        unable = new Failed<>(Failure.UNREADABLE, failed.reason());
      }
      if (answer instanceof Known<T>(T word)) {
        List<RpcProvider> witnesses = words.computeIfAbsent(word, _ -> new ArrayList<>());
        witnesses.add(rpcProvider);
        if (witnesses.size() == WITNESSES) {
          words.remove(word);
          words.values().forEach(outvoted -> outvoted.forEach(this::outvote));
          dispute = "";
          return new Known<>(word);
        }
      }
    }
    if (words.size() <= 1 && unable != null) {
      String alone = words.isEmpty() ? "" : "; one provider alone knows block " + number;
      return new Failed<>(unable.failure(), unable.reason() + alone);
    }
    if (words.isEmpty()) {
      return nobody();
    }
    if (words.size() == 1) {
      return new Failed<>(Failure.UNREACHABLE, "one provider alone knows block " + number);
    }
    dispute = "providers have different blocks " + number;
    return new Failed<>(Failure.CONTRADICTION, dispute);
  }

  /** One of them, with everything that is remembered of it. */
  private Chain alone(RpcProvider rpcProvider) {
    return new RpcProviders(chainId, clock, List.of(rpcProvider), "");
  }

  private void outvote(RpcProvider rpcProvider) {
    rpcProvider.lied("outvoted on a block", nowMs());
  }

  private RpcResult<Long> head(RpcProvider rpcProvider) {
    RpcResult<Long> answer = rpcProvider.ask(Chain::newestBlock, nowMs());
    if (answer instanceof Known<Long>(Long head)) {
      rpcProvider.told(head, nowMs());
    }
    return answer;
  }

  /** Whoever may be asked, in the order of asking: by rank, those that lag behind at the end. */
  private List<RpcProvider> candidates() {
    long now = nowMs();
    List<RpcProvider> well =
        members.stream()
            .filter(rpcProvider -> rpcProvider.standing().state(now) == State.READY)
            .toList();
    long newest =
        well.stream()
            .mapToLong(rpcProvider -> rpcProvider.standing().head().number())
            .max()
            .orElse(0);
    return well.stream()
        .sorted(
            Comparator.comparing(
                rpcProvider -> rpcProvider.standing().head().number() < newest - MAX_BLOCKS_BEHIND))
        .toList();
  }

  private <T> RpcResult<T> ask(
      List<RpcProvider> asked, Function<RpcProvider, RpcResult<T>> question) {
    @Nullable RpcResult<T> answer = null;
    for (RpcProvider rpcProvider : asked) {
      if (!rpcProvider.isReady(chainId, nowMs())) {
        continue;
      }
      RpcResult<T> theirs = question.apply(rpcProvider);
      if (theirs instanceof Known<T>) {
        return theirs;
      }
      if (answer == null || theirs instanceof Failed<T>) {
        answer = theirs;
      }
    }
    return answer == null ? nobody() : answer;
  }

  /** Nobody may be asked: the soonest that somebody can is when to try again. */
  private <T> RpcResult<T> nobody() {
    long now = nowMs();
    long soonestMs = Long.MAX_VALUE;
    for (RpcProvider rpcProvider : members) {
      ProviderHealth health = rpcProvider.standing();
      long untilMs = Math.max(health.rest().untilMs(), health.trust().untilMs());
      soonestMs = Math.min(soonestMs, Math.max(0, untilMs - now));
    }
    return new Failed<>(Failure.UNREACHABLE, "no provider is ready", soonestMs);
  }

  private long nowMs() {
    return clock.millis();
  }
}
