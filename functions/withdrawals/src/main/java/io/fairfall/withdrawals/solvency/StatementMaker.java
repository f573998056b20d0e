package io.fairfall.withdrawals.solvency;

import io.fairfall.beacon.BeaconSignature;
import io.fairfall.ethereumsignatures.TextSigner;
import io.fairfall.solvency.HourlyDraw;
import io.fairfall.solvency.LeafSet;
import io.fairfall.solvency.Reserve;
import io.fairfall.solvency.SaltSecret;
import io.fairfall.solvency.SolvencyJournal;
import io.fairfall.solvency.SolvencyStatement;
import io.fairfall.solvency.SolvencyTrees;
import io.fairfall.solvency.StatementBlock;
import io.fairfall.solvency.StatementContent;
import io.fairfall.solvency.SumTree;
import io.fairfall.withdrawals.nodes.WalletNodes;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Makes the statement of an hour once its minute has come: looks for the minute, then reads the
 * block, the accounts and the balance as they were at its instant, and signs and publishes. A look
 * that did not come to it is made again, until {@link #LATE_MS} after the hour.
 */
public final class StatementMaker {
  /** Entries that were begun before an instant are in the table so much later. */
  static final long SETTLED_MS = 15_000;

  /** How long after its hour a statement may still be made. */
  static final long LATE_MS = 15 * HourlyDraw.MINUTE_MS;

  /** So many trees are kept; of older statements nobody gets a proof any more. */
  static final int TREES_KEPT = 3;

  private final Parts parts;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /** What it works with. */
  public record Parts(
      DrawSource draws,
      WalletNodes nodes,
      OwedBooks books,
      SolvencyTrees trees,
      SolvencyJournal journal,
      TextSigner signer,
      long chainId) {}

  public StatementMaker(Parts parts, InstantSource clock) {
    this.parts = parts;
    this.clock = clock;
  }

  /** How an hour's draws stand. */
  private sealed interface Drawn {
    record Chosen(List<BeaconSignature> draws) implements Drawn {}

    record Open() implements Drawn {}

    record Unknown() implements Drawn {}
  }

  /**
   * Looks once.
   *
   * @param goesOn is asked before each page of accounts; false ends the look
   * @throws io.fairfall.ethereumsignatures.SignerUnavailableException if the key does not sign now
   */
  public StatementOutcome look(Callable<Boolean> goesOn) throws InterruptedException {
    Optional<StatementContent> before = parts.journal().newest().map(SolvencyStatement::content);
    long now = clock.millis();
    HourlyDraw hour = HourlyDraw.at(parts.draws().network(), now);
    HourlyDraw late = HourlyDraw.at(parts.draws().network(), now - LATE_MS);
    StatementOutcome ofLate = make(late, before, goesOn);
    if (late.equals(hour) || ofLate == StatementOutcome.MADE) {
      return ofLate;
    }
    StatementOutcome outcome = make(hour, before, goesOn);
    return outcome == StatementOutcome.NOT_DUE ? ofLate : outcome;
  }

  private StatementOutcome make(
      HourlyDraw hour, Optional<StatementContent> before, Callable<Boolean> goesOn)
      throws InterruptedException {
    if (before.isPresent() && before.get().hourAt() >= hour.hourAt()) {
      return StatementOutcome.NOT_DUE;
    }
    return switch (drawn(hour)) {
      case Drawn.Open open -> StatementOutcome.NOT_DUE;
      case Drawn.Unknown unknown -> StatementOutcome.DRAW_UNKNOWN;
      case Drawn.Chosen(List<BeaconSignature> draws) -> make(hour, draws, before, goesOn);
    };
  }

  private Drawn drawn(HourlyDraw hour) throws InterruptedException {
    List<BeaconSignature> draws = new ArrayList<>();
    while (hour.instantOf(draws.size()) + SETTLED_MS <= clock.millis()) {
      Optional<BeaconSignature> draw = parts.draws().find(hour.roundOf(draws.size()));
      if (draw.isEmpty()) {
        return new Drawn.Unknown();
      }
      draws.add(draw.get());
      if (HourlyDraw.choosesLast(draws)) {
        return new Drawn.Chosen(draws);
      }
    }
    return new Drawn.Open();
  }

  private StatementOutcome make(
      HourlyDraw hour,
      List<BeaconSignature> draws,
      Optional<StatementContent> before,
      Callable<Boolean> goesOn)
      throws InterruptedException {
    long instant = hour.instantOf(draws.size() - 1);
    Optional<StatementBlock> block = parts.nodes().blockAt(instant);
    if (block.isEmpty()) {
      return StatementOutcome.BLOCK_UNKNOWN;
    }
    Reserve reserve = new Reserve(parts.signer().address(), parts.nodes().balanceAt(block.get()));
    Optional<List<OwedBooks.Owed>> owed = parts.books().at(instant, goesOn);
    if (owed.isEmpty()) {
      return StatementOutcome.UNFINISHED;
    }
    byte[] bytes = new byte[SaltSecret.BYTES];
    random.nextBytes(bytes);
    SaltSecret secret = new SaltSecret(bytes);
    LeafSet leaves = new LeafSet(secret);
    owed.get().forEach(one -> leaves.add(one.player(), one.amount()));
    SumTree tree = leaves.build(parts.trees().piecesOf(secret));
    parts.trees().keep(secret, tree);
    StatementContent content =
        new StatementContent(
            before.map(StatementContent::number).orElse(0L) + 1,
            before.map(StatementContent::textHash).orElse(StatementContent.NONE),
            parts.draws().network(),
            hour.hourAt(),
            draws,
            parts.chainId(),
            block.get(),
            tree.root().sum(),
            tree.root().hash(),
            tree.shape(),
            List.of(reserve));
    return publish(content);
  }

  private StatementOutcome publish(StatementContent content) {
    String signature = parts.signer().sign(content.text());
    SolvencyStatement statement = new SolvencyStatement(content, List.of(signature));
    if (!parts.journal().publish(statement, clock.millis())) {
      parts.trees().delete(content.root(), content.shape());
      return StatementOutcome.TAKEN;
    }
    parts
        .journal()
        .latest(content.number() - TREES_KEPT + 1, 1)
        .forEach(old -> parts.trees().delete(old.content().root(), old.content().shape()));
    return StatementOutcome.MADE;
  }
}
