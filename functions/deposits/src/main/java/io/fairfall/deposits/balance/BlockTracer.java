package io.fairfall.deposits.balance;

import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.Cursor.Untraced;
import io.fairfall.deposits.scan.DepositRules;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.ethereumrpc.Chain;
import io.fairfall.ethereumrpc.InternalTransfer;
import io.fairfall.ethereumrpc.RpcResult;
import io.fairfall.ethereumrpc.RpcResult.Absent;
import io.fairfall.ethereumrpc.RpcResult.Failed;
import io.fairfall.ethereumrpc.RpcResult.Failure;
import io.fairfall.ethereumrpc.RpcResult.Known;
import io.fairfall.ethereumrpc.TracedTransaction;
import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Traces the transactions of one block, several at a time. A stranger makes them: one that nodes
 * cannot trace, though they are there, is waited for during some looks, and then left out by name,
 * and some that take too long end what one look asks. What was not asked then is asked first the
 * next time.
 */
final class BlockTracer {
  /** Answers of one look that may be late, before it asks for no further trace. */
  static final int MAX_LATE = 4;

  /** Failures of nodes that are there, and cannot say what happened in this one transaction. */
  private static final Set<Failure> UNTRACEABLE =
      EnumSet.of(Failure.REFUSED, Failure.TIMED_OUT, Failure.UNREADABLE);

  /** Those of them that take the whole time of an answer. */
  private static final Set<Failure> LATE = EnumSet.of(Failure.TIMED_OUT, Failure.UNREADABLE);

  private static final String NOT_ASKED = "not asked: others took too long";
  private static final String TOO_MUCH = "its block's traces bring more than the wallet got";

  /** Characters of why a transaction was not traced. */
  private static final int MAX_WHY = 80;

  private final Chain chain;
  private final DepositRules rules;
  private final long patienceMs;
  private final Semaphore places;
  private final KeptTraces kept = new KeptTraces();

  /**
   * A tracer.
   *
   * @param patienceMs how long a transaction that cannot be traced is waited for
   * @param places questions to the nodes at one time
   */
  BlockTracer(Chain chain, DepositRules rules, long patienceMs, Semaphore places) {
    this.chain = chain;
    this.rules = rules;
    this.patienceMs = patienceMs;
    this.places = places;
  }

  /**
   * A look from a cursor.
   *
   * @param late its answers that were late
   */
  record Look(Cursor cursor, long nowMs, AtomicInteger late) {
    /** Notes an answer, and gives it back. */
    <T> RpcResult<T> noting(RpcResult<T> answer) {
      if (answer instanceof Failed<T> failed && LATE.contains(failed.failure())) {
        late.incrementAndGet();
      }
      return answer;
    }

    private boolean asksNoMore() {
      return late.get() >= MAX_LATE;
    }
  }

  /**
   * A block as it is to be traced.
   *
   * @param transactions hashes of those in which code can have run
   */
  record Task(long number, String hash, List<String> transactions) {}

  /** Which of a transaction's transfers have the same sender and amount as another of them. */
  private record Payment(String from, Wei amount) {}

  /**
   * What was found.
   *
   * @param waits whether a transaction is waited for
   */
  record Traced(List<DepositTransfer> transfers, List<Untraced> untraced, boolean waits) {}

  /**
   * Traces a block, those of which nothing is known before those that nobody could trace.
   *
   * @param grown wei that the wallet has more after it than is explained
   */
  RpcResult<Traced> trace(Look look, Task block, BigInteger grown) {
    Set<String> failedBefore =
        look.cursor().untracedNow().stream()
            .filter(one -> !one.why().equals(NOT_ASKED))
            .map(Untraced::hash)
            .collect(Collectors.toSet());
    Map<String, RpcResult<List<DepositTransfer>>> answers = new LinkedHashMap<>();
    for (boolean again : new boolean[] {false, true}) {
      answers.putAll(
          asked(
              look,
              block,
              block.transactions().stream()
                  .filter(hash -> failedBefore.contains(hash) == again)
                  .toList()));
    }
    return together(look, block, answers)
        .then(all -> standing(block, plausible(look, block, all, grown)));
  }

  /**
   * A trace does not say of which block it is: where the chain took this one back meanwhile, it was
   * of another, or of none.
   */
  private RpcResult<Traced> standing(Task block, Traced traced) {
    if (block.transactions().isEmpty()) {
      return new Known<>(traced);
    }
    return chain
        .agreed(block.number(), node -> node.blockHash(block.number()))
        .then(
            hash -> {
              kept.forget(block.hash());
              return hash.equals(block.hash())
                  ? new Known<>(traced)
                  : new Failed<>(
                      Failure.CONTRADICTION, "a block that was taken back while it was traced");
            });
  }

  private Map<String, RpcResult<List<DepositTransfer>>> asked(
      Look look, Task block, List<String> hashes) {
    Map<String, CompletableFuture<RpcResult<List<DepositTransfer>>>> asked = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String hash : hashes) {
        asked.put(hash, CompletableFuture.supplyAsync(() -> answer(look, block, hash), threads));
      }
    } // which waits for all of them
    Map<String, RpcResult<List<DepositTransfer>>> answers = new LinkedHashMap<>();
    asked.forEach((hash, answer) -> answers.put(hash, answer.join()));
    return answers;
  }

  private RpcResult<List<DepositTransfer>> answer(Look look, Task block, String hash) {
    Optional<List<DepositTransfer>> before = kept.find(block.hash(), hash);
    if (before.isPresent()) {
      return new Known<>(before.get());
    }
    long number = block.number();
    places.acquireUninterruptibly();
    try {
      if (look.asksNoMore()) {
        return new Failed<>(Failure.TIMED_OUT, NOT_ASKED);
      }
      RpcResult<List<InternalTransfer>> answer =
          look.noting(chain.agreed(number, node -> node.internalTransfers(hash)));
      if (answer instanceof Failed<List<InternalTransfer>> failed
          && failed.failure() == Failure.UNREACHABLE) {
        // a trace can be too much for what stands before a node, which says so by a status
        return chain
            .agreed(number, node -> node.blockHash(number))
            .then(_ -> new Failed<>(Failure.REFUSED, failed.reason()));
      }
      return answer.then(moved -> new Known<>(brought(block, hash, moved)));
    } finally {
      places.release();
    }
  }

  private List<DepositTransfer> brought(Task block, String hash, List<InternalTransfer> moved) {
    List<DepositTransfer> brought =
        rules.internal(new TracedTransaction(block.number(), block.hash(), hash, moved));
    kept.keep(block.hash(), hash, brought);
    return brought;
  }

  private RpcResult<Traced> together(
      Look look, Task block, Map<String, RpcResult<List<DepositTransfer>>> answers) {
    List<DepositTransfer> found = new ArrayList<>();
    List<Untraced> untraced = new ArrayList<>();
    for (String hash : block.transactions()) {
      switch (answers.get(hash)) {
        case Known<List<DepositTransfer>>(var brought) -> found.addAll(brought);
        case Failed<List<DepositTransfer>>(Failure failure, String reason, _) -> {
          // where there is one node only, nobody disagrees: it is the trace itself that makes no
          // sense
          boolean isNonsense = failure == Failure.CONTRADICTION && !chain.hasWitnesses();
          if (!isNonsense && !UNTRACEABLE.contains(failure)) {
            return new Failed<>(failure, reason);
          }
          untraced.add(metAgain(look, block.number(), hash, failure, reason));
        }
        case Absent<List<DepositTransfer>>() -> {
          return new Absent<>();
        }
        case null -> throw new IllegalStateException("a transaction that was not asked for");
      }
    }
    boolean waits = !untraced.stream().allMatch(Untraced::isSetAside);
    return new Known<>(new Traced(List.copyOf(found), List.copyOf(untraced), waits));
  }

  /**
   * A trace is what a node says that happened; how much the wallet has more is what did. Some nodes
   * tell of a payment twice where a contract destroys itself in its own favour after it. So where
   * the traces bring more than the wallet got, transactions that bring the same twice are not
   * believed, and if that is not enough, none of them is.
   */
  private Traced plausible(Look look, Task block, Traced all, BigInteger grown) {
    BigInteger most = grown.max(BigInteger.ZERO);
    if (sum(all.transfers()).compareTo(most) <= 0) {
      return all;
    }
    Map<String, List<DepositTransfer>> byHash =
        all.transfers().stream().collect(Collectors.groupingBy(DepositTransfer::hash));
    Set<String> doubtful =
        byHash.entrySet().stream()
            .filter(one -> bringsTheSameTwice(one.getValue()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    List<DepositTransfer> rest =
        all.transfers().stream().filter(one -> !doubtful.contains(one.hash())).toList();
    boolean isEnough = sum(rest).compareTo(most) <= 0;
    List<Untraced> untraced = new ArrayList<>(all.untraced());
    for (String hash : isEnough ? doubtful : byHash.keySet()) {
      untraced.add(metAgain(look, block.number(), hash, Failure.CONTRADICTION, TOO_MUCH));
    }
    boolean waits = !untraced.stream().allMatch(Untraced::isSetAside);
    return new Traced(isEnough ? rest : List.of(), List.copyOf(untraced), waits);
  }

  private static boolean bringsTheSameTwice(List<DepositTransfer> transfers) {
    Set<Payment> met = new HashSet<>();
    return !transfers.stream().allMatch(one -> met.add(new Payment(one.from(), one.amount())));
  }

  private static BigInteger sum(List<DepositTransfer> transfers) {
    return transfers.stream()
        .map(one -> one.amount().value())
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private Untraced metAgain(Look look, long block, String hash, Failure failure, String reason) {
    Untraced before =
        look.cursor().untracedNow().stream()
            .filter(one -> one.hash().equals(hash) && !one.why().equals(NOT_ASKED))
            .findFirst()
            .orElse(null);
    String now = reason.equals(NOT_ASKED) ? reason : failure + ": " + reason;
    String why = before != null && reason.equals(NOT_ASKED) ? before.why() : now;
    long sinceMs = before == null ? look.nowMs() : before.sinceMs();
    // where more are waited for than are remembered, nobody waits
    boolean isSetAside =
        look.nowMs() - sinceMs >= patienceMs
            || look.cursor().untracedNow().size() >= Cursor.MAX_UNTRACED;
    return new Untraced(
        block, hash, why.substring(0, Math.min(MAX_WHY, why.length())), sinceMs, isSetAside);
  }
}
