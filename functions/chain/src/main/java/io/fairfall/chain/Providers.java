package io.fairfall.chain;

import io.fairfall.chain.NodeAnswer.Failed;
import io.fairfall.chain.NodeAnswer.Failure;
import io.fairfall.chain.NodeAnswer.Known;
import io.fairfall.chain.Standing.State;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Several nodes as one chain. The first in the ranking that is ready is asked, and the next where
 * it fails, so that all of a walk comes from one node while that one is well: two nodes on two
 * forks then look like one reorganisation, and not like one at each call.
 *
 * <p>Who is asked, who rests and who is not believed is remembered in {@link Standings}, which the
 * caller stores and hands in again. What is Absent here is absent with every provider that is
 * ready; when one of them failed, nothing is known. Safe for several threads.
 */
public final class Providers implements Chain {
  /** How often those are asked for their head that are not asked for anything else. */
  private static final long HEAD_STANDS_MS = 15_000;

  /** A node this far behind another is asked last. */
  private static final long MAX_BLOCKS_BEHIND = 8;

  /** How many must say the same of a block before money follows from it. */
  private static final int WITNESSES = 2;

  private final long chainId;
  private final InstantSource clock;
  private final List<Member> members;
  private volatile String dispute;

  /**
   * The nodes.
   *
   * @param ranked the first is asked first
   * @param chainId that all of them must follow
   * @param before what an earlier invocation ended with
   */
  public Providers(List<Provider> ranked, long chainId, Standings before, InstantSource clock) {
    if (ranked.isEmpty()) {
      throw new IllegalArgumentException("no provider");
    }
    this.chainId = chainId;
    this.clock = clock;
    this.members =
        ranked.stream().map(one -> new Member(one.chain(), before.of(one.name()))).toList();
    this.dispute = before.dispute();
  }

  private Providers(long chainId, InstantSource clock, List<Member> members, String dispute) {
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
  public static Providers at(String urls, long chainId, Standings before, InstantSource clock) {
    List<Provider> ranked =
        Arrays.stream(urls.split(",", -1)).map(url -> Provider.at(url.strip())).toList();
    return new Providers(ranked, chainId, before, clock);
  }

  /** What is to be remembered. */
  public Standings standings() {
    return new Standings(members.stream().map(Member::standing).toList(), dispute);
  }

  /** How many questions were asked, of all providers together. */
  public long calls() {
    return members.stream().mapToLong(Member::calls).sum();
  }

  /** The chain that they are held to, if any of them follows it. */
  @Override
  public NodeAnswer<Long> chainId() {
    return ask(candidates(), _ -> new Known<>(chainId));
  }

  @Override
  public NodeAnswer<Long> newestBlock() {
    NodeAnswer<Long> newest = ask(candidates(), this::head);
    for (Member member : members) {
      if (nowMs() >= member.standing().head().atMs() + HEAD_STANDS_MS
          && member.isReady(chainId, nowMs())) {
        head(member);
      }
    }
    return newest;
  }

  @Override
  public NodeAnswer<String> blockHash(long number) {
    return ask(candidates(), member -> member.ask(chain -> chain.blockHash(number), nowMs()));
  }

  @Override
  public NodeAnswer<Block> block(long number) {
    return ask(candidates(), member -> member.block(number, nowMs()));
  }

  @Override
  public NodeAnswer<List<Block>> blocks(long from, int count) {
    return ask(candidates(), member -> member.blocks(from, count, nowMs()));
  }

  @Override
  public NodeAnswer<List<Receipt>> receipts(Block block) {
    return ask(sourceFirst(block), member -> member.askOf(chain -> chain.receipts(block), nowMs()));
  }

  @Override
  public NodeAnswer<List<List<Receipt>>> receipts(List<Block> blocks) {
    return blocks.isEmpty()
        ? new Known<>(List.of())
        : ask(sourceFirst(blocks.getLast()), member -> member.receipts(blocks, nowMs()));
  }

  private List<Member> sourceFirst(Block block) {
    List<Member> sourceFirst = new ArrayList<>(candidates());
    sourceFirst.sort(Comparator.comparing(member -> !member.gave(block.number(), block.hash())));
    return sourceFirst;
  }

  @Override
  public NodeAnswer<BigInteger> balance(String address, long number) {
    return ask(
        candidates(), member -> member.ask(chain -> chain.balance(address, number), nowMs()));
  }

  @Override
  public NodeAnswer<List<InternalTransfer>> internalTransfers(String transactionHash) {
    return ask(
        candidates(),
        member -> member.askOf(chain -> chain.internalTransfers(transactionHash), nowMs()));
  }

  @Override
  public NodeAnswer<List<Traced>> traces(List<Long> blocks) {
    return ask(candidates(), member -> member.traces(blocks, nowMs()));
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
  public <T> NodeAnswer<T> agreed(long number, Function<Chain, NodeAnswer<T>> question) {
    if (members.size() == 1) {
      return question.apply(this);
    }
    Map<T, List<Member>> words = new HashMap<>();
    for (Member member : candidates()) {
      if (question.apply(alone(member)) instanceof Known<T>(T word)) {
        List<Member> witnesses = words.computeIfAbsent(word, _ -> new ArrayList<>());
        witnesses.add(member);
        if (witnesses.size() == WITNESSES) {
          words.remove(word);
          words.values().forEach(outvoted -> outvoted.forEach(this::outvote));
          dispute = "";
          return new Known<>(word);
        }
      }
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
  private Chain alone(Member member) {
    return new Providers(chainId, clock, List.of(member), "");
  }

  private void outvote(Member member) {
    member.lied("outvoted on a block", nowMs());
  }

  private NodeAnswer<Long> head(Member member) {
    NodeAnswer<Long> answer = member.ask(Chain::newestBlock, nowMs());
    if (answer instanceof Known<Long>(Long head)) {
      member.told(head, nowMs());
    }
    return answer;
  }

  /** Whoever may be asked, in the order of asking: by rank, those that lag behind at the end. */
  private List<Member> candidates() {
    long now = nowMs();
    List<Member> well =
        members.stream().filter(member -> member.standing().state(now) == State.READY).toList();
    long newest =
        well.stream().mapToLong(member -> member.standing().head().number()).max().orElse(0);
    return well.stream()
        .sorted(
            Comparator.comparing(
                member -> member.standing().head().number() < newest - MAX_BLOCKS_BEHIND))
        .toList();
  }

  private <T> NodeAnswer<T> ask(List<Member> asked, Function<Member, NodeAnswer<T>> question) {
    @Nullable NodeAnswer<T> answer = null;
    for (Member member : asked) {
      if (!member.isReady(chainId, nowMs())) {
        continue;
      }
      NodeAnswer<T> theirs = question.apply(member);
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
  private <T> NodeAnswer<T> nobody() {
    long now = nowMs();
    long soonestMs = Long.MAX_VALUE;
    for (Member member : members) {
      Standing standing = member.standing();
      long untilMs = Math.max(standing.rest().untilMs(), standing.trust().untilMs());
      soonestMs = Math.min(soonestMs, Math.max(0, untilMs - now));
    }
    return new Failed<>(Failure.UNREACHABLE, "no provider is ready", soonestMs);
  }

  private long nowMs() {
    return clock.millis();
  }
}
