package io.fairfall.deposits;

import io.fairfall.chain.Block;
import io.fairfall.chain.Chain;
import io.fairfall.chain.InternalTransfer;
import io.fairfall.chain.NodeAnswer;
import io.fairfall.chain.NodeAnswer.Absent;
import io.fairfall.chain.NodeAnswer.Failed;
import io.fairfall.chain.NodeAnswer.Failure;
import io.fairfall.chain.NodeAnswer.Known;
import io.fairfall.chain.Transaction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what contracts passed on to the hot wallet, which shows in no transaction and no log.
 *
 * <p>The wallet's balance is compared with what the blocks explain, at a block that is final. Where
 * it is more, the blocks in which it grew are found by halving, and their transactions are traced.
 * So a transfer that nobody looked for is found by the money itself, and in the usual case the look
 * costs one question.
 */
final class Internals {
  private final Chain chain;
  private final Deposits deposits;

  Internals(Chain chain, Deposits deposits) {
    this.chain = chain;
    this.deposits = deposits;
  }

  /**
   * What a look found.
   *
   * @param transfers internal transfers since the baseline
   * @param baseline the next one
   */
  record Found(List<Transfer> transfers, Baseline baseline) {}

  /** A block and by how much more the wallet has after it than is explained. */
  private record Excess(long block, BigInteger wei) {}

  /** Looks from the cursor's baseline up to a final block. */
  NodeAnswer<Found> look(Cursor cursor, Baseline baseline, long upTo) {
    return excess(cursor, baseline, upTo).then(end -> explain(cursor, baseline, end));
  }

  private NodeAnswer<Found> explain(Cursor cursor, Baseline baseline, Excess end) {
    BigInteger known = new BigInteger(baseline.difference());
    BigInteger balance = baseline.wei().add(moved(cursor, baseline, end.block())).add(end.wei());
    if (end.wei().signum() == 0) {
      Baseline next = new Baseline(end.block(), balance.toString(), known.toString());
      return new Known<>(new Found(List.of(), next));
    }
    List<Long> grown = new ArrayList<>();
    Excess start = new Excess(baseline.block(), BigInteger.ZERO);
    return grownBetween(cursor, baseline, start, end, grown)
        .then(done -> traced(cursor, grown))
        .then(
            transfers -> {
              BigInteger explained =
                  transfers.stream()
                      .map(one -> one.amount().value())
                      .reduce(BigInteger.ZERO, BigInteger::add);
              BigInteger rest = known.add(end.wei().subtract(explained));
              Baseline next = new Baseline(end.block(), balance.toString(), rest.toString());
              return new Known<>(new Found(transfers, next));
            });
  }

  /** Collects the blocks in which the excess changed, the earliest first. */
  private NodeAnswer<Boolean> grownBetween(
      Cursor cursor, Baseline baseline, Excess from, Excess to, List<Long> grown) {
    if (from.wei().equals(to.wei())) {
      return new Known<>(true);
    }
    if (to.block() - from.block() == 1) {
      grown.add(to.block());
      return new Known<>(true);
    }
    long middle = from.block() + (to.block() - from.block()) / 2;
    return excess(cursor, baseline, middle)
        .then(
            half ->
                grownBetween(cursor, baseline, from, half, grown)
                    .then(done -> grownBetween(cursor, baseline, half, to, grown)));
  }

  private NodeAnswer<Excess> excess(Cursor cursor, Baseline baseline, long block) {
    BigInteger explained = baseline.wei().add(moved(cursor, baseline, block));
    return chain
        .balance(deposits.wallet(), block)
        .then(balance -> new Known<>(new Excess(block, balance.subtract(explained))));
  }

  private static BigInteger moved(Cursor cursor, Baseline baseline, long upTo) {
    return cursor.movements().stream()
        .filter(one -> one.block() > baseline.block() && one.block() <= upTo)
        .map(Movement::value)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private NodeAnswer<List<Transfer>> traced(Cursor cursor, List<Long> blocks) {
    List<Transfer> found = new ArrayList<>();
    for (long number : blocks) {
      NodeAnswer<List<Transfer>> inBlock = chain.block(number).then(one -> traced(cursor, one));
      switch (inBlock) {
        case Known<List<Transfer>>(List<Transfer> transfers) -> found.addAll(transfers);
        case Absent<List<Transfer>> absent -> {
          return absent;
        }
        case Failed<List<Transfer>> failed -> {
          return failed;
        }
      }
    }
    return new Known<>(found);
  }

  private NodeAnswer<List<Transfer>> traced(Cursor cursor, Block block) {
    if (cursor.remembers(block.number()) && !cursor.hashOf(block.number()).equals(block.hash())) {
      return new Failed<>(Failure.CONTRADICTION, "another block than the one that was walked");
    }
    List<Transfer> found = new ArrayList<>();
    for (Transaction transaction : block.transactions()) {
      switch (chain.internalTransfers(transaction.hash())) {
        case Known<List<InternalTransfer>>(var moved) ->
            found.addAll(deposits.internal(block, transaction.hash(), moved));
        case Absent<List<InternalTransfer>>() -> {
          return new Absent<>();
        }
        case Failed<List<InternalTransfer>>(Failure failure, String reason, _) -> {
          return new Failed<>(failure, reason);
        }
      }
    }
    return new Known<>(found);
  }
}
