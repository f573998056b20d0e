package io.fairfall.deposits.outbox;

import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.OutboxEntry;
import io.fairfall.deposits.cursor.OutboxEntry.Disposition;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.journal.MacMismatchException;
import io.fairfall.ledger.AccountContendedException;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.LedgerRejection;
import io.fairfall.ledger.Operation;
import io.fairfall.platform.Log;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Carries out what a cursor says is decided, and tells those whom it concerns. All of it can be
 * done again, by anybody, at any time: a credit has a key that it happens once under, and so has
 * whatever is kept for somebody to claim.
 *
 * <p>Two things are done here side by side with the walk: credits, as soon as a cursor that says so
 * was written, and telling, which waits while the walk is behind until there is enough of it, so
 * that a player is told once of many deposits. What was neither credited nor told stays in the
 * cursor's outbox: {@link #acknowledged} takes out what was, and nothing else.
 */
public final class OutboxProcessor implements AutoCloseable {
  /** Players who are served at one time; each is served one thing after another. */
  private static final int MAX_CONCURRENT = 8;

  /** Transactions for many at one time; a player is always in the same lane. */
  private static final int LANES = 4;

  private static final String TELLING = "telling";

  private static final String NO_ROOM = "its account has no room for it: it is kept, to be claimed";
  private static final String UNREADABLE = "its account cannot be written: it is tried again";

  private final Accounts accounts;
  private final UnattributedFunds funds;
  private final PlayerWallets wallets;
  private final DepositNotifier notifier;
  private final KeyedSerialExecutor executor = new KeyedSerialExecutor(MAX_CONCURRENT);
  private final Set<OutboxEntry> begun = new HashSet<>();
  private final Set<OutboxEntry> told = new HashSet<>();
  private final Set<OutboxEntry> served = ConcurrentHashMap.newKeySet();
  private final Set<OutboxEntry> done = ConcurrentHashMap.newKeySet();

  /** Senders that are no players, as far as was asked here. */
  private final Set<String> strangers = ConcurrentHashMap.newKeySet();

  /** Deposits that their players could not be credited with, and why. */
  private final Map<OutboxEntry, String> setAside = new ConcurrentHashMap<>();

  private final AtomicLong credited = new AtomicLong();
  private final AtomicLong kept = new AtomicLong();

  public OutboxProcessor(
      Accounts accounts, UnattributedFunds funds, PlayerWallets wallets, DepositNotifier notifier) {
    this.accounts = accounts;
    this.funds = funds;
    this.wallets = wallets;
    this.notifier = notifier;
  }

  /** Transfers that were credited through this object, once more or for the first time. */
  public long credited() {
    return credited.get();
  }

  /** Transfers that were kept for somebody to claim. */
  public long kept() {
    return kept.get();
  }

  /** Does everything that a saved cursor says; a failure leaves the rest for the next time. */
  public void carryOut(Cursor cursor) {
    begin(cursor);
    tell(cursor, true);
    finish();
  }

  /**
   * Begins with what a saved cursor says and was not begun yet.
   *
   * @throws RuntimeException if something that was begun earlier has failed
   */
  public void begin(Cursor cursor) {
    executor.check();
    List<OutboxEntry> news = cursor.outbox().stream().filter(begun::add).toList();
    grouped(news, OutboxProcessor::lane)
        .forEach(
            (lane, many) ->
                parts(many).forEach(some -> executor.add(lane, () -> serveTogether(some))));
    grouped(news, OutboxProcessor::sender)
        .forEach(
            (sender, ofSender) ->
                executor.add(
                    sender,
                    executor.afterAll(ofSender.stream().map(OutboxProcessor::lane).toList()),
                    () -> serve(sender, ofSender)));
  }

  /** Those who share a lane are served in one transaction, where that is possible. */
  private static String lane(OutboxEntry one) {
    return one.fate() == Disposition.CREDITED
        ? "credit " + Math.floorMod(sender(one).hashCode(), LANES)
        : one.fate().name();
  }

  private static String sender(OutboxEntry one) {
    return one.transfer().from();
  }

  private static Map<String, List<OutboxEntry>> grouped(
      List<OutboxEntry> all, Function<OutboxEntry, String> classifier) {
    return all.stream()
        .collect(Collectors.groupingBy(classifier, LinkedHashMap::new, Collectors.toList()));
  }

  private static <T> List<List<T>> parts(List<T> all) {
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += Accounts.MAX_TOGETHER) {
      parts.add(all.subList(from, Math.min(all.size(), from + Accounts.MAX_TOGETHER)));
    }
    return parts;
  }

  /**
   * Begins to tell those who were not told yet what a saved cursor says of them.
   *
   * @param isEverybody whether those are told too whose deposits are only seen: not while the walk
   *     is behind, and their confirmations are outdated in a moment
   */
  public void tell(Cursor cursor, boolean isEverybody) {
    Map<String, List<OutboxEntry>> bySender =
        grouped(cursor.outbox().stream().filter(told::add).toList(), OutboxProcessor::sender);
    Set<String> waiting = new LinkedHashSet<>(bySender.keySet());
    if (isEverybody) {
      cursor.pending().forEach(transfer -> waiting.add(transfer.from()));
    }
    learn(waiting);
    waiting.removeIf(sender -> strangers.contains(sender) && !bySender.containsKey(sender));
    for (List<String> some : parts(List.copyOf(waiting))) {
      executor.add(
          TELLING, executor.afterAll(some), () -> isWritten(() -> isTold(some, bySender, cursor)));
      for (String sender : some) {
        List<OutboxEntry> news = bySender.getOrDefault(sender, List.of());
        executor.add(sender, executor.afterAll(List.of(TELLING)), () -> tell(sender, news, cursor));
      }
    }
  }

  /**
   * Asks once, and many together, who of them is nobody's wallet: there is nobody to tell. Who
   * signs in meanwhile is found by the next invocation.
   */
  private void learn(Set<String> senders) {
    Set<String> unasked = new LinkedHashSet<>(senders);
    unasked.removeAll(strangers);
    Predicate<String> known = wallets.among(unasked);
    unasked.stream().filter(known.negate()).forEach(strangers::add);
  }

  /** Waits until everything is done that was begun. */
  public void finish() {
    executor.await();
  }

  /**
   * As above, but not longer than some milliseconds: who holds a lease says meanwhile that it still
   * does.
   *
   * @return whether everything is done
   */
  public boolean finish(long ms) {
    return executor.await(ms);
  }

  /** Begins nothing any more: somebody else goes on from here. */
  public void stop() {
    executor.stop();
  }

  /**
   * The same cursor without what was carried out and told; what waits for its account is last in
   * it, so that it is in nobody's way.
   */
  public Cursor acknowledged(Cursor cursor) {
    Set<OutboxEntry> gone = Set.copyOf(done);
    done.removeAll(gone);
    begun.removeAll(gone);
    told.removeAll(gone);
    served.removeAll(gone);
    Cursor rest = gone.isEmpty() ? cursor : cursor.without(gone);
    return rest.outbox().stream().anyMatch(this::waits) ? rest.last(this::waits) : rest;
  }

  /** Decided transfers of a cursor that do not wait for their accounts. */
  public int inHand(Cursor cursor) {
    int waiting = (int) cursor.outbox().stream().filter(this::waits).count();
    return cursor.outbox().size() - waiting;
  }

  private boolean waits(OutboxEntry one) {
    return !setAside.isEmpty()
        && setAside.containsKey(one)
        && !served.contains(one)
        && !done.contains(one);
  }

  /** Keys of deposits that their players could not be credited with through this, and why. */
  public Map<String, String> setAside() {
    Map<String, String> why = new LinkedHashMap<>();
    setAside.forEach((one, reason) -> why.put(one.transfer().key(), reason));
    return why;
  }

  /** Credits one transfer, whoever asks how often. */
  public Credited credit(String player, String key, DepositTransfer transfer) {
    return switch (accounts.deposit(player, new Operation.Deposit(key, transfer.amount()))) {
      case Answer.Ok _ -> {
        credited.incrementAndGet();
        yield Credited.YES;
      }
      case Answer.No no when no.rejection() == LedgerRejection.IDEMPOTENCY_MISMATCH ->
          Credited.OTHERWISE;
      case Answer.No no when no.rejection() == LedgerRejection.LIMIT_REACHED -> Credited.NO_ROOM;
      case Answer other ->
          throw new IllegalStateException("the ledger does not take " + key + ": " + other);
    };
  }

  /** What came of a credit. */
  public enum Credited {
    /** It stands in the account, by this or since before. */
    YES,
    /** The ledger has its key for somebody else, or another amount. */
    OTHERWISE,
    /** The account would hold more than an account can. */
    NO_ROOM
  }

  /** One transaction for many; if it cannot be, each is served by itself, which finds out why. */
  private void serveTogether(List<OutboxEntry> news) {
    if (news.size() > 1 && isWritten(() -> isServedTogether(news.getFirst().fate(), news))) {
      served.addAll(news);
    }
  }

  private boolean isServedTogether(Disposition disposition, List<OutboxEntry> news) {
    List<DepositTransfer> transfers = news.stream().map(OutboxEntry::transfer).toList();
    return switch (disposition) {
      case CREDITED -> {
        boolean isCredited =
            accounts.depositTogether(transfers.stream().map(OutboxProcessor::credit).toList());
        credited.addAndGet(isCredited ? transfers.size() : 0);
        yield isCredited;
      }
      case UNATTRIBUTED -> {
        boolean isKept = funds.keepTogether(transfers);
        kept.addAndGet(isKept ? transfers.size() : 0);
        yield isKept;
      }
      case ORPHANED -> false;
    };
  }

  private static Accounts.Credit credit(DepositTransfer transfer) {
    return new Accounts.Credit(
        transfer.from(), new Operation.Deposit(transfer.key(), transfer.amount()));
  }

  /** What fails for many may fail because of one of them. */
  private static boolean isWritten(BooleanSupplier writing) {
    try {
      return writing.getAsBoolean();
    } catch (RuntimeException failure) {
      Log.failure("batch_deposit_failed", failure, Map.of());
      return false;
    }
  }

  private void serve(String sender, List<OutboxEntry> news) {
    for (OutboxEntry one : news) {
      if (served.contains(one)) {
        continue;
      }
      switch (one.fate()) {
        case CREDITED -> {
          if (!isAnsweredFor(sender, one)) {
            continue;
          }
        }
        case UNATTRIBUTED -> keep(one.transfer());
        case ORPHANED -> {} // it never was more than seen
      }
      served.add(one);
    }
  }

  private void keep(DepositTransfer transfer) {
    if (funds.keep(transfer)) {
      kept.incrementAndGet();
    }
  }

  /**
   * Credits one, or keeps it where its account has no room for it. An account that others write all
   * the time, or that cannot be read, waits for the next invocation, and nobody else does.
   */
  private boolean isAnsweredFor(String sender, OutboxEntry one) {
    String key = one.transfer().key();
    try {
      switch (credit(sender, key, one.transfer())) {
        case YES -> {}
        // an operator's claim can have come first: it is answered for then, once
        case OTHERWISE -> Log.warn("deposit_credited_otherwise", Map.of("key", key));
        case NO_ROOM -> {
          keep(one.transfer());
          setAside.put(one, NO_ROOM);
          Log.warn("deposit_set_aside", Map.of("key", key, "player", sender, "reason", NO_ROOM));
        }
      }
      return true;
    } catch (AccountContendedException | MacMismatchException waits) {
      setAside.put(one, UNREADABLE);
      Log.failure("deposit_waits", waits, Map.of("key", key, "player", sender));
      return false;
    }
  }

  /** Those for whom everything is done that they would be told of. */
  private boolean isTold(List<String> senders, Map<String, List<OutboxEntry>> news, Cursor cursor) {
    List<String> ready =
        senders.stream()
            .filter(sender -> served.containsAll(news.getOrDefault(sender, List.of())))
            .filter(sender -> !strangers.contains(sender))
            .toList();
    if (ready.size() > 1) {
      notifier.tellTogether(ready, asServed(cursor));
    }
    return ready.size() > 1;
  }

  /** What was not served is not done, whoever was told of it. */
  private void tell(String sender, List<OutboxEntry> news, Cursor cursor) {
    if (!served.containsAll(news)) {
      return; // told with the rest
    }
    if (!strangers.contains(sender)) {
      notifier.tell(sender, asServed(cursor));
    }
    done.addAll(news);
  }

  /** A cursor that says of what was set aside that it is kept. */
  private Cursor asServed(Cursor cursor) {
    return setAside.isEmpty()
        ? cursor
        : cursor.deciding(
            one ->
                setAside.containsKey(one)
                    ? new OutboxEntry(one.transfer(), Disposition.UNATTRIBUTED)
                    : one);
  }

  /** Waits for what is under way. */
  @Override
  public void close() {
    executor.close();
  }
}
