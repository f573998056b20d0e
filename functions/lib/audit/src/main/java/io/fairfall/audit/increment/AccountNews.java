package io.fairfall.audit.increment;

import io.fairfall.audit.check.AccountCheck;
import io.fairfall.audit.check.AccountTools;
import io.fairfall.audit.check.AuditContext;
import io.fairfall.audit.check.CheckpointMoves;
import io.fairfall.audit.check.FactHash;
import io.fairfall.audit.check.InOrder;
import io.fairfall.audit.check.ReceiptCheck;
import io.fairfall.audit.check.SealingStart;
import io.fairfall.audit.check.SettingsHistory;
import io.fairfall.audit.check.Timeliness;
import io.fairfall.audit.checkpoint.Checkpoint;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.bets.AccountProjector;
import io.fairfall.crash.bets.CrashGame;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.ledger.Replay;
import io.fairfall.payouts.PayoutId;
import io.fairfall.settings.SettingsJournal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Accounts from their checkpoints on, some side by side. */
final class AccountNews {
  /** Most accounts that one thread takes at a time. */
  private static final int MAX_CHUNK = 200;

  /** Facts are told again in steps of so many entries. */
  private static final int PAGE = 20;

  private static final long CLOCKS_APART_MS = 60_000;

  private final AuditContext context;
  private final Journals accounts;
  private final String key;
  private final Journals events;
  private final SettingsHistory settings;
  private final InstantSource clock;
  private final int threads;
  private final Supplier<CheckpointMoves> moves;
  private final Tails tails;
  private final Set<Long> rounds = new ConcurrentSkipListSet<>();
  private final Set<PayoutId> payouts = ConcurrentHashMap.newKeySet();

  /**
   * @param key of this pass, see {@link FactHash}
   * @param threads so many accounts are read side by side
   * @param moves who moves checkpoints, one for each thread
   */
  AccountNews(
      AuditContext context,
      String key,
      Journals events,
      SettingsHistory settings,
      InstantSource clock,
      int threads,
      Supplier<CheckpointMoves> moves) {
    this.context = context;
    this.accounts = context.evidence().accountJournals();
    this.key = key;
    this.events = events;
    this.settings = settings;
    this.clock = clock;
    this.threads = threads;
    this.moves = moves;
    this.tails = new Tails(context, accounts, SealingStart.UNKNOWN);
  }

  /** The rounds that new entries have told of so far. */
  Set<Long> rounds() {
    return Set.copyOf(rounds);
  }

  /** The payouts that new entries have asked for or ended so far. */
  Set<PayoutId> payouts() {
    return Set.copyOf(payouts);
  }

  /**
   * Reads some.
   *
   * @param known checkpoints by journal; an account without one is read from its beginning
   * @return whether all of them were read
   */
  boolean read(List<String> journals, Map<String, Checkpoint> known, BooleanSupplier isOver) {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<Boolean>> chunks = new ArrayList<>();
      int size = Math.clamp(journals.size() / threads, 1, MAX_CHUNK);
      for (int from = 0; from < journals.size(); from += size) {
        List<String> chunk = journals.subList(from, Math.min(journals.size(), from + size));
        chunks.add(pool.submit(() -> readChunk(chunk, known, isOver)));
      }
      boolean areRead = true;
      for (Future<Boolean> chunk : chunks) {
        areRead &= await(chunk);
      }
      return areRead;
    }
  }

  private boolean readChunk(
      List<String> journals, Map<String, Checkpoint> known, BooleanSupplier isOver) {
    Reader reader = new Reader(moves.get());
    for (String journal : journals) {
      if (isOver.getAsBoolean()) {
        return false;
      }
      reader.read(journal, known.get(journal));
    }
    reader.moved.flush();
    return true;
  }

  /** What one thread reads with: nothing of it is shared but what is made for that. */
  private final class Reader {
    private final CheckpointMoves moved;
    private final FactHash hash = new FactHash(key);
    private final GameJournal game = new GameJournal(events);
    private final Replay replay =
        new Replay(
            new LedgerPorts(
                accounts,
                new CrashGame(game),
                new SettingsJournal(events, clock),
                () -> {
                  throw new IllegalStateException("a replay seals nothing");
                }));

    Reader(CheckpointMoves moved) {
      this.moved = moved;
    }

    void read(String journal, @Nullable Checkpoint last) {
      // the account's check tells by itself how far it is in order
      InOrder nobody = (name, version, seal) -> {};
      if (last == null) {
        tails.whole(journal, check(journal, 0), nobody);
      } else {
        tails
            .behind(last, check(journal, last.version()), nobody)
            .filter(entry -> entry.atMs() >= context.sinceMs() - CLOCKS_APART_MS)
            .ifPresent(entry -> tellAgain(journal, entry.version()));
      }
    }

    private AccountCheck check(String journal, long known) {
      AccountTools tools =
          new AccountTools(
              replay,
              game,
              new Timeliness(game, settings),
              new ReceiptCheck(accounts, context),
              (account, version, seal) -> {
                if (version > known) {
                  moved.inOrder(account, version, seal);
                }
              },
              this::told,
              payouts::add);
      return new AccountCheck(journal, Accounts.playerOf(journal).orElseThrow(), context, tools);
    }

    private void told(AccountProjector.InRound told) {
      if (context.isCompared(told.fact().at())) {
        rounds.add(told.roundId());
        context.balances().told(told.roundId(), hash.of(told.fact()));
      }
    }

    /** Another audit has moved the checkpoint on, over entries whose facts are this pass's. */
    private void tellAgain(String journal, long through) {
      long before = through + 1;
      while (before > 1) {
        List<Entry> page = accounts.latest(journal, before, PAGE);
        for (Entry entry : page) {
          if (entry.atMs() < context.sinceMs() - CLOCKS_APART_MS) {
            return;
          }
          AccountProjector.of(entry).forEach(this::told);
        }
        before = page.isEmpty() ? 1 : page.getLast().version();
      }
    }
  }

  private static boolean await(Future<Boolean> chunk) {
    try {
      return chunk.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while accounts were being read", stopping);
    }
  }
}
