package io.fairfall.withdrawals.nodes;

import io.fairfall.ethereumrpc.RpcResult;
import io.fairfall.ethereumrpc.RpcResult.Absent;
import io.fairfall.ethereumrpc.RpcResult.Failed;
import io.fairfall.ethereumrpc.RpcResult.Known;
import io.fairfall.ethereumrpc.WalletChain;
import io.fairfall.ethereumrpc.WalletChain.Header;
import io.fairfall.ethereumrpc.WalletChain.MinedTransaction;
import io.fairfall.money.Wei;
import io.fairfall.payouts.PayoutEvent.Attempt;
import io.fairfall.payouts.PayoutEvent.Mined;
import io.fairfall.payouts.Seen;
import io.fairfall.payouts.WalletFacts;
import io.fairfall.solvency.StatementBlock;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * All nodes that are configured. Where there are two or more, nothing is known that only one of
 * them says: an answer counts that two give. A node on another chain is asked nothing. What is
 * handed in is handed to every node.
 */
public final class WalletNodes {
  /** How many must say the same where there are so many. */
  private static final int WITNESSES = 2;

  private final List<WalletChain> nodes;
  private final long chainId;
  private final String wallet;
  private final int confirmations;

  /**
   * @param nodes one or more
   * @param wallet a lower-case address
   * @param confirmations that make a block final, its own included, from 1
   */
  public WalletNodes(List<WalletChain> nodes, long chainId, String wallet, int confirmations) {
    if (nodes.isEmpty() || confirmations < 1) {
      throw new IllegalArgumentException("there is a node, and a depth of 1 or more");
    }
    this.nodes = List.copyOf(nodes);
    this.chainId = chainId;
    this.wallet = wallet;
    this.confirmations = confirmations;
  }

  /** What is known of the wallet; empty where it is not known, or not agreed upon. */
  public Optional<WalletFacts> wallet() {
    List<WalletChain> asked = onThisChain();
    return head(asked)
        .flatMap(
            head -> {
              Optional<Header> header =
                  agreed(asked, node -> node.header(head)).flatMap(found -> found);
              Optional<Long> next = count(asked, head);
              Optional<Long> last = count(asked, Math.max(0, finalBlock(head)));
              Optional<BigInteger> balance =
                  agreed(asked, node -> node.balance(wallet, head)).flatMap(found -> found);
              return header.isEmpty() || next.isEmpty() || last.isEmpty() || balance.isEmpty()
                  ? Optional.empty()
                  : Optional.of(
                      new WalletFacts(
                          head,
                          next.get(),
                          last.get(),
                          new Wei(balance.get()),
                          new Wei(header.get().baseFee()),
                          tip(asked)));
            });
  }

  /** Where a payout's attempts are, as of the same head. */
  public Seen seen(List<Attempt> attempts, WalletFacts facts) {
    List<WalletChain> asked = onThisChain();
    for (int place = attempts.size() - 1; place >= 0; place--) {
      Attempt attempt = attempts.get(place);
      Optional<Optional<MinedTransaction>> found =
          agreed(asked, node -> node.mined(attempt.hash()));
      if (found.isEmpty()) {
        return new Seen.Unknown("receipts");
      }
      if (found.get().isPresent()) {
        return seen(asked, attempt, found.get().get(), facts);
      }
    }
    return new Seen.Nowhere();
  }

  private Seen seen(
      List<WalletChain> asked, Attempt attempt, MinedTransaction mined, WalletFacts facts) {
    if (mined.block() > finalBlock(facts.head())) {
      long depth = Math.max(0, facts.head() - mined.block() + 1);
      return new Seen.Young(attempt.hash(), Math.toIntExact(depth));
    }
    Optional<Header> standing =
        agreed(asked, node -> node.header(mined.block())).flatMap(found -> found);
    if (standing.isEmpty() || !standing.get().hash().equals(mined.blockHash())) {
      return new Seen.Unknown("a receipt of a block that does not stand");
    }
    return new Seen.Final(
        new Mined(attempt.hash(), mined.block(), mined.blockHash(), new Wei(mined.fee())),
        mined.succeeded());
  }

  /**
   * The newest block whose time is not later than an instant.
   *
   * @param instant in milliseconds since 1970
   * @return empty where it is not known, or not agreed upon
   */
  public Optional<StatementBlock> blockAt(long instant) {
    List<WalletChain> asked = onThisChain();
    Optional<Long> head = head(asked);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    long above = head.get() + 1;
    long low = head.get();
    Optional<Header> found = standing(asked, low);
    for (long step = 1; found.isPresent() && found.get().atMs() > instant; step *= 2) {
      if (low == 0) {
        return Optional.empty();
      }
      above = low;
      low = Math.max(0, low - step);
      found = standing(asked, low);
    }
    while (found.isPresent() && above - low > 1) {
      long middle = low + (above - low) / 2;
      Optional<Header> next = standing(asked, middle);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      if (next.get().atMs() > instant) {
        above = middle;
      } else {
        low = middle;
        found = next;
      }
    }
    long number = low;
    return found.map(header -> new StatementBlock(number, header.hash(), header.atMs()));
  }

  /**
   * What the wallet had after a block, in wei.
   *
   * @return empty where it is not known, or not agreed upon, or another block stands there by now
   */
  public Optional<BigInteger> balanceAt(StatementBlock block) {
    List<WalletChain> asked = onThisChain();
    Optional<BigInteger> balance =
        agreed(asked, node -> node.balance(wallet, block.number())).flatMap(found -> found);
    boolean stands =
        standing(asked, block.number())
            .filter(header -> header.hash().equals(block.hash()))
            .isPresent();
    return stands ? balance : Optional.empty();
  }

  private Optional<Header> standing(List<WalletChain> asked, long block) {
    return agreed(asked, node -> node.header(block)).flatMap(found -> found);
  }

  /** Gas that a payment would use; empty where no node says. */
  public Optional<Long> gasOf(String to, Wei amount) {
    for (WalletChain node : onThisChain()) {
      if (node.gasOf(wallet, to, amount.value()) instanceof Known<Long>(Long gas)) {
        return Optional.of(gas);
      }
    }
    return Optional.empty();
  }

  /**
   * Hands a transaction to every node.
   *
   * @return how many said that they took it; it may be on its way all the same where none did
   */
  public int send(String raw) {
    int taken = 0;
    for (WalletChain node : onThisChain()) {
      taken += node.send(raw) instanceof Known<String> ? 1 : 0;
    }
    return taken;
  }

  private long finalBlock(long head) {
    return head - confirmations + 1;
  }

  private Optional<Long> count(List<WalletChain> asked, long block) {
    return agreed(asked, node -> node.transactionCount(wallet, block)).flatMap(found -> found);
  }

  private List<WalletChain> onThisChain() {
    List<WalletChain> well = new ArrayList<>();
    for (WalletChain node : nodes) {
      if (node.chainId() instanceof Known<Long>(Long id) && id == chainId) {
        well.add(node);
      }
    }
    return well;
  }

  /** The newest block that as many know as must agree. */
  private Optional<Long> head(List<WalletChain> asked) {
    List<Long> heads = new ArrayList<>();
    for (WalletChain node : asked) {
      if (node.newestBlock() instanceof Known<Long>(Long head)) {
        heads.add(head);
      }
    }
    heads.sort(Comparator.reverseOrder());
    return heads.size() < witnesses() ? Optional.empty() : Optional.of(heads.get(witnesses() - 1));
  }

  private static Wei tip(List<WalletChain> asked) {
    for (WalletChain node : asked) {
      if (node.tip() instanceof Known<BigInteger>(BigInteger tip)) {
        return new Wei(tip);
      }
    }
    return Wei.of(1);
  }

  private int witnesses() {
    return Math.min(WITNESSES, nodes.size());
  }

  /**
   * What as many nodes say as must agree; "there is none" is such an answer too.
   *
   * @return empty where nothing is known
   */
  private <T> Optional<Optional<T>> agreed(
      List<WalletChain> asked, Function<WalletChain, RpcResult<T>> question) {
    Map<Optional<T>, Integer> words = new LinkedHashMap<>();
    for (WalletChain node : asked) {
      Optional<T> word;
      switch (question.apply(node)) {
        case Known<T>(T value) -> word = Optional.of(value);
        case Absent<T>() -> word = Optional.empty();
        case Failed<T> failed -> {
          continue;
        }
      }
      if (words.merge(word, 1, Integer::sum) >= witnesses()) {
        return Optional.of(word);
      }
    }
    return Optional.empty();
  }
}
