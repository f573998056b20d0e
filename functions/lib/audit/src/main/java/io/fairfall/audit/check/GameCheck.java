package io.fairfall.audit.check;

import io.fairfall.audit.report.AuditTally;
import io.fairfall.audit.report.Rule;
import io.fairfall.crash.CrashDisclosure;
import io.fairfall.crash.CrashPoint;
import io.fairfall.crash.Curve;
import io.fairfall.crash.FairnessEvent;
import io.fairfall.crash.HashChain;
import io.fairfall.crash.RoundEvent;
import io.fairfall.crash.RoundEvent.Crashed;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.crash.RoundEvent.Started;
import io.fairfall.crash.RoundEvent.Voided;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.json.JsonCodec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The game journal: an opening, then a start or a void, after a start the crash; and every game's
 * hash, crash point and crash instant computed again from what is public.
 */
public final class GameCheck implements JournalCheck {
  /** As many entries as one read brings: more than sixty rounds. */
  private static final int MEMORY = Journals.MAX_ENTRIES_PER_READ;

  private static final long CLOCKS_APART_MS = 60_000;

  private final String journal;
  private final AuditContext context;
  private final List<GameHashChain> chains;
  private final RoundTerms terms;
  private final BeaconCheck beacons = new BeaconCheck();
  private @Nullable Opened opened;
  private @Nullable Started started;
  private boolean isOver = true;
  private @Nullable String previousHash;
  private @Nullable Opened previous;

  /**
   * @param chains in the order in which they are played
   */
  GameCheck(String journal, AuditContext context, List<GameHashChain> chains, RoundTerms terms) {
    this.journal = journal;
    this.context = context;
    this.chains = chains;
    this.terms = terms;
  }

  /**
   * What was published of a chain.
   *
   * @param salt null while the block does not exist
   * @param saltedAt when the salt was published, 0 while it is not
   */
  public record GameHashChain(
      FairnessEvent.Committed committed, @Nullable String salt, long saltedAt) {
    String id() {
      return committed.chain();
    }
  }

  @Override
  public void judge(Entry entry, boolean follows) {
    RoundEvent event = read(entry);
    if (event == null) {
      opened = null;
      return;
    }
    if (!follows) {
      opened = null;
      previous = null;
      previousHash = null;
    }
    switch (event) {
      case Opened opening -> open(entry, opening, follows);
      case Started start -> start(entry, start);
      case Voided voided -> voided(entry, voided);
      case Crashed crashed -> crash(entry, crashed);
    }
  }

  private void open(Entry entry, Opened opening, boolean follows) {
    context.tally().count(AuditTally.Count.ROUNDS, 1);
    require(entry, !follows || isOver, "opens a round before the last one has ended");
    require(
        entry,
        opening.opensAt() <= opening.closesAt() && opening.closesAt() < opening.startsAt(),
        "opens a round whose times are in no order");
    requireNextGame(entry, opening);
    require(
        entry,
        terms.mayOpen(entry.version(), opening, entry.atMs()),
        "opens a round with bounds that nothing allowed");
    require(entry, beacons.open(opening));
    opened = opening;
    started = null;
    isOver = false;
  }

  /** The next game of the chain, or of a chain that is used up the first one of the next. */
  private void requireNextGame(Entry entry, Opened opening) {
    Opened last = previous;
    String hash = previousHash;
    if (last == null && entry.version() > 1) {
      return; // after a hole anything may come next
    }
    int index = last == null ? 0 : indexOf(last.chain());
    boolean isUsedUp =
        last != null
            && index < chains.size()
            && last.game() >= chains.get(index).committed().length();
    long game = last == null || isUsedUp ? 1 : last.game() + 1;
    index += isUsedUp ? 1 : 0;
    if (index >= chains.size()
        || !chains.get(index).id().equals(opening.chain())
        || opening.game() != game) {
      require(
          entry,
          false,
          "plays game %d of chain %s, which is not next"
              .formatted(opening.game(), opening.chain()));
      return;
    }
    GameHashChain chain = chains.get(index);
    if (game == 1) {
      String terminal = chain.committed().terminalHash();
      require(entry, opening.commitment().equals(terminal), "does not begin at the terminal hash");
    } else {
      require(entry, opening.commitment().equals(hash), "commits to another hash than the chain's");
    }
    require(
        entry,
        opening.beacon() != null
            || (chain.salt() != null && chain.saltedAt() <= entry.atMs() + CLOCKS_APART_MS),
        "plays a chain before its salt was published");
  }

  private int indexOf(String chain) {
    int index = 0;
    while (index < chains.size() && !chains.get(index).id().equals(chain)) {
      index++;
    }
    return index;
  }

  private void start(Entry entry, Started start) {
    Opened round = opened;
    require(entry, round == null || (started == null && !isOver), "starts what cannot start");
    if (round != null) {
      require(entry, BeaconCheck.start(round, start, entry.atMs()));
    }
    if (round != null && start.force() != null) {
      require(
          entry,
          terms.mayForce(entry.version() - 1, start.force(), entry.atMs()),
          "has a force point that no share of the bankroll gives");
    }
    started = start;
  }

  private void voided(Entry entry, Voided voided) {
    Opened round = opened;
    require(entry, round == null || (started == null && !isOver), "voids what cannot be void");
    require(
        entry,
        round == null || BeaconCheck.mayVoid(round, entry.atMs()),
        "voids a round that could still start");
    reveal(entry, voided.gameHash());
  }

  private void crash(Entry entry, Crashed crashed) {
    Opened round = opened;
    Started start = started;
    require(entry, round == null || (start != null && !isOver), "ends what has not started");
    if (round != null && start != null) {
      require(
          entry,
          crashed.crashedAt() == start.startsAt() + Curve.msToReach(crashed.crash()),
          "crashes at another instant than the curve says");
      requireComputed(entry, round, start, crashed);
    }
    Long delay = crashed.toldAfter();
    require(
        entry,
        delay == null
            || (delay >= CrashDisclosure.TOLD_AFTER_MS
                && entry.atMs() >= crashed.crashedAt() + delay),
        "tells of a crash while a cashout could still be stamped before it");
    reveal(entry, crashed.gameHash());
  }

  private void requireComputed(Entry entry, Opened round, Started start, Crashed crashed) {
    try {
      if (round.beacon() != null) {
        require(
            entry,
            BeaconCheck.crashesAt(start, crashed.gameHash()).equals(Optional.of(crashed.crash())),
            "crashes elsewhere than hash and beacon say");
        return;
      }
      int index = indexOf(round.chain());
      String salt = index < chains.size() ? chains.get(index).salt() : null;
      if (salt == null) {
        require(entry, false, "plays a chain whose salt was never published");
        return;
      }
      require(
          entry,
          CrashPoint.of(crashed.gameHash(), salt).equals(crashed.crash()),
          "crashes elsewhere than hash and salt say");
    } catch (IllegalArgumentException noHash) {
      require(entry, false, "shows no hash: " + noHash.getMessage());
    }
  }

  private void reveal(Entry entry, String gameHash) {
    Opened round = opened;
    if (round != null) {
      require(
          entry,
          HashChain.commitmentOf(gameHash).equals(round.commitment()),
          "shows another hash than was committed to");
    }
    close(gameHash);
  }

  /** The round that is being played, the one before it, and those that the bankroll needs. */
  @Override
  public int memory() {
    return MEMORY;
  }

  @Override
  public void recall(Entry entry, boolean wasInOrder) {
    try {
      switch (parse(entry)) {
        case Opened opening -> {
          terms.recall(entry.version(), opening);
          beacons.recall(opening);
          opened = opening;
          started = null;
          isOver = false;
        }
        case Started start -> started = start;
        case Voided voided -> close(voided.gameHash());
        case Crashed crashed -> close(crashed.gameHash());
      }
    } catch (RuntimeException unreadable) {
      opened = null; // found when it was judged
    }
  }

  private void close(String gameHash) {
    previous = opened;
    previousHash = gameHash;
    isOver = true;
  }

  private @Nullable RoundEvent read(Entry entry) {
    try {
      return parse(entry);
    } catch (RuntimeException malformed) {
      context.found(
          journal, entry.version(), Rule.UNREADABLE, "is no step of a game: " + malformed);
      return null;
    }
  }

  private static RoundEvent parse(Entry entry) {
    return switch (entry.type()) {
      case Opened.TYPE -> JsonCodec.fromStore(Opened.class, entry.body());
      case Started.TYPE -> JsonCodec.fromStore(Started.class, entry.body());
      case Voided.TYPE -> JsonCodec.fromStore(Voided.class, entry.body());
      case Crashed.TYPE -> JsonCodec.fromStore(Crashed.class, entry.body());
      default -> throw new IllegalStateException("unknown type " + entry.type());
    };
  }

  private void require(Entry entry, List<String> wrong) {
    wrong.forEach(otherwise -> require(entry, false, otherwise));
  }

  private void require(Entry entry, boolean holds, String otherwise) {
    if (!holds) {
      context.found(journal, entry.version(), Rule.GAME, otherwise);
    }
  }
}
