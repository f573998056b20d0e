package io.fairfall.deposits.repair;

import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.outbox.UnattributedFunds;
import io.fairfall.deposits.scan.BlockScanner;
import io.fairfall.deposits.scan.DepositRules;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.deposits.scan.ScannedBlock;
import io.fairfall.deposits.wiring.DepositsContext;
import io.fairfall.ethereumrpc.Chain;
import io.fairfall.ethereumrpc.RpcResult;
import io.fairfall.ethereumrpc.RpcResult.Absent;
import io.fairfall.ethereumrpc.RpcResult.Failed;
import io.fairfall.ethereumrpc.RpcResult.Failure;
import io.fairfall.ethereumrpc.RpcResult.Known;
import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.http.ProblemException;
import io.fairfall.ledger.ExternalReceipts;
import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the books say of all that came to the hot wallet in some final blocks: one page of a
 * certificate, whose form and check are in {@code docs/reference/deposit-certificate.md}.
 */
public final class Certification {
  private static final String MISSING = "missing";

  private final DepositsContext context;
  private final Chain chain;
  private final DepositRules rules;
  private final Wei minimum;

  public Certification(DepositsContext context, Chain chain) {
    this.context = context;
    this.chain = chain;
    this.rules = context.configuration().deposits();
    this.minimum = context.configuration().walk().minimum();
  }

  /**
   * The hot wallet after a block.
   *
   * @param wei its balance
   */
  public record Place(String hash, BigInteger wei) {}

  /**
   * One deposit.
   *
   * @param state {@code credited}, {@code claimed}, {@code unattributed} or {@code dust}
   */
  public record Line(long block, String key, Wei wei, String state) {}

  /**
   * What the wallet sent in a block.
   *
   * @param wei with fees
   */
  public record Sent(long block, BigInteger wei) {}

  /**
   * A page.
   *
   * @param opening before its first block
   * @param closing after its last
   * @param missing keys of what nobody has answered for
   * @param next the first block after it
   */
  public record Page(
      Place opening,
      Place closing,
      List<Line> lines,
      List<Sent> sent,
      List<String> missing,
      long next) {
    public Page {
      lines = List.copyOf(lines);
      sent = List.copyOf(sent);
      missing = List.copyOf(missing);
    }
  }

  /**
   * The page that begins with a block.
   *
   * @param from the first block, at least 1
   * @param to the last that is asked for, which must be final
   * @param endMs when no further slice of it is begun: the page ends there
   * @throws ProblemException if the nodes do not say everything
   */
  public Page page(long from, long to, Cursor cursor, long endMs) throws InterruptedException {
    try (BlockScanner scanner = new BlockScanner(chain, rules)) {
      List<ScannedBlock> blocks =
          scanner.next(from, Math.min(to, from + BlockScanner.WINDOW_BLOCKS - 1)).blocks();
      if (blocks.isEmpty()) {
        throw unanswered("no block " + from);
      }
      List<DepositTransfer> all = new ArrayList<>();
      Reprocess reprocess = Reprocess.ofEverything(context, chain);
      long done = from - 1;
      do {
        long before = done;
        Reprocess.Seen seen =
            known(
                reprocess.seen(blocks.stream().filter(one -> one.number() > before).toList()),
                "blocks from %d on".formatted(done + 1));
        all.addAll(seen.transfers());
        done = seen.last();
      } while (done < blocks.getLast().number() && context.clock().millis() < endMs);
      return page(blocks.subList(0, (int) (done - from + 1)), all, cursor);
    }
  }

  private Page page(List<ScannedBlock> blocks, List<DepositTransfer> all, Cursor cursor) {
    List<DepositTransfer> found =
        all.stream()
            .map(one -> one.among(cursor.compensated()))
            .sorted(Comparator.comparingLong(DepositTransfer::block))
            .toList();
    List<DepositTransfer> unfound =
        found.stream().filter(one -> state(one, one.key()).equals(MISSING)).toList();
    Map<DepositTransfer, String> elsewhere =
        new OtherPlaces(context.accountJournals(), context.unattributed()).answered(unfound, found);
    List<Line> lines =
        found.stream().map(one -> line(one, elsewhere.getOrDefault(one, one.key()))).toList();
    List<String> missing =
        lines.stream().filter(one -> one.state().equals(MISSING)).map(Line::key).toList();
    ScannedBlock first = blocks.getFirst();
    ScannedBlock last = blocks.getLast();
    return new Page(
        place(first.number() - 1, first.parentHash()),
        place(last.number(), last.hash()),
        lines,
        sent(blocks),
        missing,
        last.number() + 1);
  }

  private Place place(long block, String hash) {
    return new Place(
        hash, known(chain.balance(rules.wallet(), block), "the balance after block " + block));
  }

  private Line line(DepositTransfer transfer, String key) {
    return new Line(transfer.block(), transfer.key(), transfer.amount(), state(transfer, key));
  }

  /**
   * What became of a transfer.
   *
   * @param key under which it is looked for
   */
  private String state(DepositTransfer transfer, String key) {
    UnattributedFunds funds = context.unattributed();
    String receipt = ExternalReceipts.journalOf(key);
    if (!context.accountJournals().existing(Set.of(receipt)).isEmpty()) {
      return funds.claim(key).isPresent() ? "claimed" : "credited";
    }
    if (funds.find(key).isPresent()) {
      return "unattributed";
    }
    return transfer.amount().isLessThan(minimum) ? "dust" : MISSING;
  }

  /** What the transactions brought, without what they changed, is what they took. */
  private static List<Sent> sent(List<ScannedBlock> blocks) {
    List<Sent> sent = new ArrayList<>();
    for (ScannedBlock block : blocks) {
      BigInteger came =
          block.transfers().stream()
              .filter(one -> one.token() == null)
              .map(one -> one.amount().value())
              .reduce(BigInteger.ZERO, BigInteger::add);
      BigInteger wei = came.subtract(block.movement());
      if (wei.signum() != 0) {
        sent.add(new Sent(block.number(), wei));
      }
    }
    return sent;
  }

  /** What nodes say; where they do not, whoever asks is told what of, and why. */
  private static <T> T known(RpcResult<T> result, String what) {
    return switch (result) {
      case Known<T>(T value) -> value;
      case Absent<T>() -> throw unanswered(what + ": no node has that");
      case Failed<T>(Failure failure, String reason, _) ->
          throw unanswered(what + ": " + failure + ": " + reason);
    };
  }

  private static ProblemException unanswered(String why) {
    return Problem.of(
            CommonCode.UNAVAILABLE,
            "The nodes do not say everything, so nothing is certified (%s).".formatted(why))
        .refusal();
  }
}
