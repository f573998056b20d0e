package io.fairfall.audit.check;

import io.fairfall.audit.report.AuditTally;
import io.fairfall.audit.report.Rule;
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
import io.fairfall.json.JsonCodec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The game journal: an opening, then a start or a void, after a start the crash; and every game's
 * hash, crash point and crash instant computed again from what is public.
 */
public final class GameCheck implements JournalCheck {
  private final String journal;
  private final AuditContext context;
  private final Map<String, GameHashChain> chains;
  private @Nullable Opened opened;
  private boolean isStarted;
  private boolean isOver = true;
  private @Nullable String previousHash;
  private @Nullable Opened previous;

  GameCheck(String journal, AuditContext context, Map<String, GameHashChain> chains) {
    this.journal = journal;
    this.context = context;
    this.chains = chains;
  }

  /**
   * What was published of a chain.
   *
   * @param salt null while the block does not exist
   */
  public record GameHashChain(FairnessEvent.Committed committed, @Nullable String salt) {}

  @Override
  public void judge(Entry entry, boolean follows) {
    RoundEvent event = read(entry);
    if (event == null) {
      opened = null;
      return;
    }
    if (!follows) {
      opened = null;
    }
    switch (event) {
      case Opened opening -> open(entry, opening, follows);
      case Started started -> start(entry, started);
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
    Opened last = previous;
    String hash = previousHash;
    if (last != null && hash != null && last.chain().equals(opening.chain())) {
      require(entry, opening.commitment().equals(hash), "commits to another hash than the chain's");
      require(entry, opening.game() == last.game() + 1, "plays the chain's games out of order");
    } else if (opening.game() == 1 && chains.containsKey(opening.chain())) {
      String terminal = chainOf(opening).committed().terminalHash();
      require(entry, opening.commitment().equals(terminal), "does not begin at the terminal hash");
    }
    opened = opening;
    isStarted = false;
    isOver = false;
  }

  private void start(Entry entry, Started started) {
    Opened round = opened;
    require(entry, round == null || (!isStarted && !isOver), "starts what cannot start");
    require(
        entry,
        round == null || started.startsAt() == round.startsAt(),
        "starts at another instant than was announced");
    isStarted = true;
  }

  private void voided(Entry entry, Voided voided) {
    require(entry, opened == null || (!isStarted && !isOver), "voids what cannot be void");
    reveal(entry, voided.gameHash());
  }

  private void crash(Entry entry, Crashed crashed) {
    Opened round = opened;
    require(entry, round == null || (isStarted && !isOver), "ends what has not started");
    if (round != null) {
      require(
          entry,
          crashed.crashedAt() == round.startsAt() + Curve.msToReach(crashed.crash()),
          "crashes at another instant than the curve says");
      GameHashChain chain = chains.get(round.chain());
      if (chain == null || chain.salt() == null) {
        require(entry, false, "plays a chain whose salt was never published");
      } else {
        requireComputed(entry, crashed, chain.salt());
      }
    }
    reveal(entry, crashed.gameHash());
  }

  private void requireComputed(Entry entry, Crashed crashed, String salt) {
    try {
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
    previous = round;
    previousHash = gameHash;
    isOver = true;
  }

  private GameHashChain chainOf(Opened opening) {
    GameHashChain chain = chains.get(opening.chain());
    if (chain == null) {
      throw new IllegalStateException("asked for before");
    }
    return chain;
  }

  private @Nullable RoundEvent read(Entry entry) {
    try {
      return switch (entry.type()) {
        case Opened.TYPE -> JsonCodec.fromStore(Opened.class, entry.body());
        case Started.TYPE -> JsonCodec.fromStore(Started.class, entry.body());
        case Voided.TYPE -> JsonCodec.fromStore(Voided.class, entry.body());
        case Crashed.TYPE -> JsonCodec.fromStore(Crashed.class, entry.body());
        default -> throw new IllegalStateException("unknown type " + entry.type());
      };
    } catch (RuntimeException malformed) {
      context.found(
          journal, entry.version(), Rule.UNREADABLE, "is no step of a game: " + malformed);
      return null;
    }
  }

  private void require(Entry entry, boolean holds, String otherwise) {
    if (!holds) {
      context.found(journal, entry.version(), Rule.GAME, otherwise);
    }
  }
}
