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
import java.util.Set;

/**
 * What the books say of all that came to the hot wallet in some final blocks: one page of a
 * certificate, whose form and check are in {@code docs/reference/deposit-certificate.md}.
 */
public final class Certification {
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
   * @throws ProblemException if the nodes do not say everything
   */
  public Page page(long from, long to, Cursor cursor) throws InterruptedException {
    try (BlockScanner scanner = new BlockScanner(chain, rules)) {
      List<ScannedBlock> blocks =
          scanner.next(from, Math.min(to, from + BlockScanner.WINDOW_BLOCKS - 1)).blocks();
      if (blocks.isEmpty()) {
        throw unanswered();
      }
      List<DepositTransfer> all =
          known(Reprocess.ofEverything(context, chain).everything(blocks)).stream()
              .sorted(Comparator.comparingLong(DepositTransfer::block))
              .toList();
      ScannedBlock last = blocks.getLast();
      List<Line> lines = new ArrayList<>();
      List<String> missing = new ArrayList<>();
      for (DepositTransfer one : all) {
        Line line = line(one.among(cursor.compensated()));
        lines.add(line);
        if (line.state().equals("missing")) {
          missing.add(line.key());
        }
      }
      return new Page(
          place(from - 1, blocks.getFirst().parentHash()),
          place(last.number(), last.hash()),
          lines,
          sent(blocks),
          missing,
          last.number() + 1);
    }
  }

  private Place place(long block, String hash) {
    return new Place(hash, known(chain.balance(rules.wallet(), block)));
  }

  private Line line(DepositTransfer transfer) {
    return new Line(transfer.block(), transfer.key(), transfer.amount(), state(transfer));
  }

  private String state(DepositTransfer transfer) {
    UnattributedFunds funds = context.unattributed();
    String receipt = ExternalReceipts.journalOf(transfer.key());
    if (!context.accountJournals().existing(Set.of(receipt)).isEmpty()) {
      return funds.claim(transfer.key()).isPresent() ? "claimed" : "credited";
    }
    if (funds.find(transfer.key()).isPresent()) {
      return "unattributed";
    }
    return transfer.amount().isLessThan(minimum) ? "dust" : "missing";
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

  private static <T> T known(RpcResult<T> result) {
    if (result instanceof Known<T>(T value)) {
      return value;
    }
    throw unanswered();
  }

  private static ProblemException unanswered() {
    return Problem.of(CommonCode.UNAVAILABLE, "The nodes do not answer. Please try again.")
        .refusal();
  }
}
