package io.fairfall.deposits.repair;

import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.CursorReducer;
import io.fairfall.deposits.scan.BlockScanner;
import io.fairfall.deposits.scan.DepositRules;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.deposits.scan.ScannedBlock;
import io.fairfall.deposits.wiring.DepositsContext;
import io.fairfall.ethereumrpc.Chain;
import io.fairfall.ethereumrpc.RpcResult;
import io.fairfall.ethereumrpc.RpcResult.Absent;
import io.fairfall.ethereumrpc.RpcResult.Known;
import io.fairfall.ethereumrpc.TracedTransaction;
import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a transaction brought, as the chain has it by the word of two nodes where there are two; and
 * deposits below the minimum, of which nothing is stored before somebody asks. Those count only in
 * blocks that are deeper than any reorganisation whose deposits are listed.
 */
final class Dust {
  private static final Pattern KEY =
      Pattern.compile("deposit:(?<chain>[0-9]{1,19}):(?<hash>0x[0-9a-f]{64}):[0-9NI]{1,10}");

  private final DepositsContext context;
  private final DepositRules rules;
  private final CursorReducer walk;
  private final Chain chain;

  Dust(DepositsContext context, Chain chain) {
    this.context = context;
    this.rules = context.configuration().deposits();
    this.walk = context.configuration().walk();
    this.chain = chain;
  }

  /** One by its key. */
  Optional<DepositTransfer> find(String key, Cursor cursor) {
    Matcher parts = KEY.matcher(key);
    if (!parts.matches() || !parts.group("chain").equals(Long.toString(rules.chainId()))) {
      return Optional.empty();
    }
    return all(parts.group("hash")).stream()
        .filter(one -> one.key().equals(key) && isDust(one, cursor))
        .findFirst();
  }

  /** Whether it is not stored before somebody asks, and can be asked for by now. */
  boolean isDust(DepositTransfer transfer, Cursor cursor) {
    return transfer.amount().isLessThan(walk.minimum())
        && transfer.block() >= context.configuration().first(cursor)
        && transfer.block() <= cursor.number() - CursorReducer.SETTLED_BLOCKS;
  }

  /**
   * All that one transaction brought, however small and young. What contracts passed on is among it
   * if two nodes can trace it.
   *
   * @throws io.fairfall.http.ProblemException if the nodes do not answer
   */
  List<DepositTransfer> all(String hash) {
    return switch (chain.blockOf(hash)) {
      case Known<Long>(Long number) -> in(number, hash);
      case Absent<Long>() -> List.of();
      case RpcResult.Failed<Long> _ ->
          throw Problem.of(CommonCode.UNAVAILABLE, "The nodes do not answer. Please try again.")
              .refusal();
    };
  }

  private List<DepositTransfer> in(long number, String hash) {
    List<DepositTransfer> found = new ArrayList<>();
    if (chain.agreed(number, node -> BlockScanner.scan(node, rules, number))
        instanceof Known<ScannedBlock>(ScannedBlock block)) {
      block.transfers().stream().filter(one -> one.hash().equals(hash)).forEach(found::add);
      chain
          .agreed(number, node -> node.internalTransfers(hash))
          .then(
              moved -> {
                found.addAll(
                    rules.internal(new TracedTransaction(number, block.hash(), hash, moved)));
                return new Known<>(found);
              });
      return found;
    }
    throw Problem.of(CommonCode.UNAVAILABLE, "The nodes do not answer. Please try again.")
        .refusal();
  }
}
