package io.fairfall.ethereumrpc;

import io.fairfall.ethereumrpc.ProviderHealth.State;
import io.fairfall.ethereumrpc.RpcResult.Failed;
import io.fairfall.ethereumrpc.RpcResult.Failure;
import io.fairfall.ethereumrpc.RpcResult.Known;
import io.fairfall.resilience.LruCache;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** One of several providers: what it said lately is held against what it says now. */
final class RpcProvider {
  /** The chain a node follows does not change, but the node behind an address may. */
  private static final long CHAIN_STANDS_MS = 600_000;

  private static final int MAX_REMEMBERED_BLOCKS = 4_096;
  private static final String UNLINKED = "a block that does not stand on the one below";

  /** What may come of too many questions together: some nodes refuse those by a status alone. */
  private static final Set<Failure> TOO_MUCH =
      EnumSet.of(Failure.TIMED_OUT, Failure.UNREADABLE, Failure.UNREACHABLE);

  private final Chain chain;
  private final InstantSource clock;
  private final AtomicReference<ProviderHealth> standing;
  private final AtomicLong calls = new AtomicLong();
  private volatile boolean tracesBlocks = true;

  /** How much of a newer answer's time goes into the mean: a quarter. */
  private static final int WEIGHT = 4;

  private final AtomicLong answerMs = new AtomicLong();

  /** How often in a row a question for blocks was not answered in time. */
  private final AtomicInteger late = new AtomicInteger();

  /** Hashes that it gave, by number: the newest ones. */
  private final LruCache<Long, String> given = new LruCache<>(MAX_REMEMBERED_BLOCKS);

  RpcProvider(Chain chain, ProviderHealth health, InstantSource clock) {
    this.chain = chain;
    this.clock = clock;
    this.standing = new AtomicReference<>(health);
  }

  ProviderHealth standing() {
    return standing.get();
  }

  /** Milliseconds that its answers to single questions take of late. */
  long answerMs() {
    return answerMs.get();
  }

  private <T> RpcResult<T> timed(Function<Chain, RpcResult<T>> question) {
    long askedAtMs = clock.millis();
    RpcResult<T> answer = question.apply(chain);
    long took = Math.max(0, clock.millis() - askedAtMs);
    // a look may ask one question only: the first answer is the mean
    answerMs.updateAndGet(mean -> mean == 0 ? took : mean + (took - mean) / WEIGHT);
    return answer;
  }

  long calls() {
    return calls.get();
  }

  void told(long head, long nowMs) {
    update(known -> known.told(head, nowMs));
  }

  void lied(String lie, long nowMs) {
    update(known -> known.lied(lie, nowMs));
  }

  /** Whether it may be asked: it is well, and follows the chain that it must. */
  boolean isReady(long chainId, long nowMs) {
    if (standing().state(nowMs) != State.READY) {
      return false;
    }
    return nowMs < standing().chainAtMs() + CHAIN_STANDS_MS || follows(chainId, nowMs);
  }

  private synchronized boolean follows(long chainId, long nowMs) {
    if (standing().state(nowMs) != State.READY
        || nowMs < standing().chainAtMs() + CHAIN_STANDS_MS) {
      return standing().state(nowMs) == State.READY; // another thread has asked meanwhile
    }
    RpcResult<Long> answer = ask(Chain::chainId, nowMs);
    if (!(answer instanceof Known<Long>(Long id))) {
      return false;
    }
    if (id != chainId) {
      update(known -> known.quarantined("it follows chain " + id, nowMs));
      return false;
    }
    update(known -> known.onTheChain(nowMs));
    return true;
  }

  /** Asks what it knows by itself: nonsense is a lie. */
  <T> RpcResult<T> ask(Function<Chain, RpcResult<T>> question, long nowMs) {
    calls.incrementAndGet();
    RpcResult<T> answer = timed(question);
    judge(answer, nowMs);
    return answer;
  }

  private void judge(RpcResult<?> answer, long nowMs) {
    if (answer instanceof Failed<?> failed && failed.failure() == Failure.CONTRADICTION) {
      update(known -> known.lied(failed.reason(), nowMs));
    } else {
      note(answer, nowMs);
    }
  }

  private void note(RpcResult<?> answer, long nowMs) {
    update(
        answer instanceof Failed<?> failed
            ? known -> known.failed(failed, nowMs)
            : known -> known.answered(nowMs));
  }

  /**
   * Asks about something that another may have given. A contradiction is no lie then: this one may
   * lag behind, or be on another fork.
   */
  <T> RpcResult<T> askOf(Function<Chain, RpcResult<T>> question, long nowMs) {
    calls.incrementAndGet();
    RpcResult<T> answer = timed(question);
    note(answer, nowMs);
    return answer;
  }

  /** A full block is the same however often it is asked for: next time it is given more time. */
  private <T> RpcResult<T> patiently(Function<Chain, RpcResult<T>> question) {
    RpcResult<T> answer = question.apply(chain.patient(late.get()));
    if (answer instanceof Failed<?> failed && failed.failure() == Failure.TIMED_OUT) {
      late.incrementAndGet();
    } else {
      late.set(0);
    }
    return answer;
  }

  /** Asks for a block, which must stand on what this provider gave below. */
  RpcResult<Block> block(long number, long nowMs) {
    RpcResult<Block> answer = ask(_ -> patiently(asked -> asked.block(number)), nowMs);
    return answer.then(block -> standing(block, nowMs) ? answer : unlinked());
  }

  /** Asks for several blocks together, each of which must stand on the one below. */
  RpcResult<List<Block>> blocks(long from, int count, long nowMs) {
    RpcResult<List<Block>> answer =
        askTogether(_ -> patiently(asked -> asked.blocks(from, count)), count, nowMs);
    return answer.then(
        blocks -> blocks.stream().allMatch(block -> standing(block, nowMs)) ? answer : unlinked());
  }

  /** Asks for the receipts of several blocks, which another may have given. */
  RpcResult<List<List<Receipt>>> receipts(List<Block> blocks, long nowMs) {
    calls.addAndGet(blocks.size());
    RpcResult<List<List<Receipt>>> answer = patiently(asked -> asked.receipts(blocks));
    if (!isTooMuchTogether(answer, blocks.size())) {
      note(answer, nowMs);
    }
    return answer;
  }

  /**
   * Asks for several things at once. That they are too many together is not held against a node: it
   * is asked for fewer, and only one that does not answer a single question is left alone.
   */
  private <T> RpcResult<T> askTogether(
      Function<Chain, RpcResult<T>> question, int count, long nowMs) {
    calls.addAndGet(count);
    RpcResult<T> answer = question.apply(chain);
    if (!isTooMuchTogether(answer, count)) {
      judge(answer, nowMs);
    }
    return answer;
  }

  private static boolean isTooMuchTogether(RpcResult<?> answer, int count) {
    return count > 1 && answer instanceof Failed<?> failed && TOO_MUCH.contains(failed.failure());
  }

  /**
   * Asks what contracts moved in a transaction. A stranger makes the transaction, so one whose
   * trace is too much for a node, or for us, is no failure of the node's.
   */
  RpcResult<List<InternalTransfer>> internalTransfers(String transaction, long nowMs) {
    calls.incrementAndGet();
    RpcResult<List<InternalTransfer>> answer = chain.internalTransfers(transaction);
    if (!(answer instanceof Failed<?> failed) || failed.failure() == Failure.RATE_LIMITED) {
      note(answer, nowMs);
    }
    return answer;
  }

  /**
   * Asks what contracts moved in several blocks. A node need not be able to tell, so not being told
   * is held against it only where it asks for a rest.
   */
  RpcResult<List<TracedTransaction>> traces(List<Long> blocks, long nowMs) {
    if (!tracesBlocks) {
      return new Failed<>(Failure.REFUSED, "does not trace blocks");
    }
    calls.addAndGet(blocks.size());
    RpcResult<List<TracedTransaction>> answer = chain.traces(blocks);
    if (answer instanceof Failed<List<TracedTransaction>> failed) {
      tracesBlocks = failed.failure() != Failure.REFUSED && failed.failure() != Failure.UNSUPPORTED;
      if (failed.failure() == Failure.RATE_LIMITED) {
        update(known -> known.failed(failed, nowMs));
      }
    }
    return answer;
  }

  /**
   * Whether a block stands on the one that was given below. If it does not, the one below is asked
   * for again: it has changed too when the chain was reorganised.
   */
  private boolean standing(Block block, long nowMs) {
    long number = block.number();
    String below = hash(number - 1);
    if (!below.isEmpty() && !below.equals(block.parentHash())) {
      RpcResult<String> again = ask(asked -> asked.blockHash(number - 1), nowMs);
      if (!(again instanceof Known<String>(String changed)) || changed.equals(below)) {
        lied(UNLINKED, nowMs);
        return false;
      }
      given.put(number - 1, changed);
    }
    given.put(number, block.hash());
    return true;
  }

  private static <T> RpcResult<T> unlinked() {
    return new Failed<>(Failure.CONTRADICTION, UNLINKED);
  }

  /** Whether this is the hash that it last gave for this number. */
  boolean gave(long number, String hash) {
    return hash(number).equals(hash);
  }

  private void update(UnaryOperator<ProviderHealth> change) {
    standing.updateAndGet(change);
  }

  private String hash(long number) {
    return given.get(number).orElse("");
  }
}
