package io.fairfall.withdrawals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.fairfall.anvil.Anvil;
import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.ethereumrpc.WalletNode;
import io.fairfall.ethereumsignatures.LocalSigner;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.JournalReader;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.ExternalReceipts;
import io.fairfall.ledger.Game;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.ledger.UnaskedGame;
import io.fairfall.money.Wei;
import io.fairfall.payouts.NonceEvent;
import io.fairfall.payouts.NonceJournal;
import io.fairfall.payouts.NonceJson;
import io.fairfall.payouts.OpenPayouts;
import io.fairfall.payouts.PayoutEvent.Approved;
import io.fairfall.payouts.PayoutEvent.Asked;
import io.fairfall.payouts.PayoutEvent.Paid;
import io.fairfall.payouts.PayoutId;
import io.fairfall.payouts.PayoutJournal;
import io.fairfall.payouts.PayoutPolicy;
import io.fairfall.payouts.PayoutQueue;
import io.fairfall.payouts.PayoutQueue.Item;
import io.fairfall.payouts.PayoutQueue.Listing;
import io.fairfall.payouts.PayoutQueue.Progress;
import io.fairfall.payouts.PayoutState;
import io.fairfall.payouts.PlayerWithdrawals;
import io.fairfall.payouts.SealedPayouts;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.settings.SettingsJournal.Versioned;
import io.fairfall.withdrawals.nodes.WalletNodes;
import io.fairfall.withdrawals.sending.Halts;
import io.fairfall.withdrawals.sending.HoldDesk;
import io.fairfall.withdrawals.sending.LedgerDesk;
import io.fairfall.withdrawals.sending.Payments;
import io.fairfall.withdrawals.sending.PayoutSigner;
import io.fairfall.withdrawals.sending.Sender;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A real node and a store in memory, for many senders that are killed. */
final class MemoryWorld implements AutoCloseable {
  private static final int CONFIRMATIONS = 2;
  private static final Wei BALANCE = Wei.of(1_000_000_000_000L);
  private static final String PLAYER = "0x00000000000000000000000000000000000a11ce";
  private static final PayoutPolicy POLICY =
      new PayoutPolicy(64, Wei.of(20_000_000_000L), 100_000, 60_000, 15_000, 64);
  private static final MacKeys KEYS = new MacKeys(List.of(new MacKey(1, 0, "k".repeat(32))));

  final Anvil anvil;
  private final Journals accountJournals = new MemoryJournals();
  private final Journals payoutJournals = new MemoryJournals();
  private final Journals events = new MemoryJournals();
  private final Set<String> queue = new ConcurrentSkipListSet<>();
  private final AtomicLong now = new AtomicLong(1_796_054_400_000L);
  private final InstantSource clock = () -> Instant.ofEpochMilli(now.get());
  private final PayoutJournal payouts =
      new PayoutJournal(new SealedPayouts(payoutJournals, () -> KEYS), AppendLoop.inRealTime());
  private final PlayerWithdrawals lists = new PlayerWithdrawals(payoutJournals);
  private final Accounts accounts = accounts(accountJournals, events, new QuietGame());
  private long recipients;

  MemoryWorld() throws Exception {
    this.anvil = Anvil.start();
    assertInstanceOf(Answer.Ok.class, accounts.open(PLAYER, BALANCE));
    anvil.mine(CONFIRMATIONS);
  }

  private Accounts accounts(Journals journals, Journals settings, Game game) {
    LedgerPorts ports =
        new LedgerPorts(journals, game, new SettingsJournal(settings, clock), () -> KEYS);
    return new Accounts(ports, clock, ThreadLocalRandom::current);
  }

  /** The queue, whose calls are counted. */
  private record Queue(Set<String> names, Kill kill) implements OpenPayouts {
    @Override
    public void remove(PayoutId id) {
      boolean ignored = kill.storing(() -> names.remove(id.text()));
    }

    @Override
    public void note(PayoutId id, Progress progress) {
      Progress ignored = kill.storing(() -> progress);
    }

    @Override
    public Listing list(@Nullable String after) {
      return kill.storing(
          () -> {
            List<Item> part =
                names.stream()
                    .filter(name -> after == null || name.compareTo(after) > 0)
                    .limit(PayoutQueue.PAGE)
                    .map(Queue::item)
                    .toList();
            boolean isLast = part.size() < PayoutQueue.PAGE;
            return new Listing(part, isLast ? null : part.getLast().id().text());
          });
    }

    private static Item item(String name) {
      return new Item(PayoutId.parse(name).orElseThrow(), null);
    }
  }

  /** A sender that remembers nothing. */
  Sender sender(Kill kill) {
    ScriptedNode node = new ScriptedNode(new WalletNode(anvil.url().toString()));
    node.kill = kill;
    WalletNodes nodes =
        new WalletNodes(List.of(node), Anvil.CHAIN_ID, WithdrawalsFixture.WALLET, CONFIRMATIONS);
    Journals own = new KilledJournals(accountJournals, kill);
    Journals ownPayouts = new SealedPayouts(new KilledJournals(payoutJournals, kill), () -> KEYS);
    Journals ownEvents = new KilledJournals(events, kill);
    Accounts ownAccounts = accounts(own, ownEvents, new UnaskedGame(BetEntryCodec.INSTANCE));
    PayoutJournal payoutsOfIt = new PayoutJournal(ownPayouts, AppendLoop.inRealTime());
    LedgerDesk ledger = new LedgerDesk(ownAccounts, own, BetEntryCodec.INSTANCE, () -> KEYS);
    SettingsJournal settings = new SettingsJournal(ownEvents, clock);
    PlayerWithdrawals ownLists = new PlayerWithdrawals(ownPayouts);
    Payments.Parts parts =
        new Payments.Parts(
            payoutsOfIt,
            new NonceJournal(ownPayouts, Anvil.CHAIN_ID, WithdrawalsFixture.WALLET),
            new Queue(queue, kill),
            ledger,
            new HoldDesk(ledger, own, settings, payoutsOfIt, ownLists, clock),
            nodes,
            new PayoutSigner(
                LocalSigner.parse(WithdrawalsFixture.KEY).orElseThrow(), nodes, POLICY));
    Halts halts = new Halts(settings);
    return new Sender(parts, POLICY, CONFIRMATIONS, halts::now, clock);
  }

  /** A sender that is never killed. */
  Sender sender() {
    return sender(new Kill(Integer.MAX_VALUE));
  }

  /** Makes whatever is in the pool final. */
  void mine() {
    anvil.mine(CONFIRMATIONS);
    now.addAndGet(20_000);
  }

  /** From now on withdrawals are asked for on these settings. */
  void set(UnaryOperator<Settings> change) {
    Versioned ignored = new SettingsJournal(events, clock).change(change, "a test", "ann");
  }

  /** Time passes on everybody's clock. */
  void pass(long ms) {
    now.addAndGet(ms);
  }

  /** A withdrawal of so much, to an address at which nobody has anything. */
  PayoutId withdraw(long wei, boolean isRefusing) {
    String to = "0x%032x%08x".formatted(0xfa11L, ++recipients);
    if (isRefusing) {
      anvil.rpc().call("anvil_setCode", to, "0x60006000fd");
    }
    now.addAndGet(2_000);
    long base = accounts.read(PLAYER).version();
    OperationId key = OperationId.parse(base + ".withdrawal-" + base).orElseThrow();
    Answer answer =
        accounts.withdraw(PLAYER, new Operation.Withdrawal(key, Wei.of(wei), to, now.get()), true);
    PayoutId id = new PayoutId(PLAYER, assertInstanceOf(Answer.Ok.class, answer).entry().version());
    Asked asked = new Asked(Wei.of(wei), to, now.get(), 0, 0);
    queue.add(id.text());
    lists.put(id, now.get());
    assertEquals(asked, payouts.ask(id, asked, now.get()).asked());
    return id;
  }

  /** Puts names into the queue of which nobody has asked anything. */
  void crowd(int count) {
    String before = "0x%040x".formatted(1);
    for (int version = 1; version <= count; version++) {
      queue.add(new PayoutId(before, version).text());
    }
  }

  /** Somebody who may has said so. */
  void approve(PayoutId id, String by) {
    Optional<String> refusal = payouts.change(id, new Approved(by), now.get()).refusal();
    assertEquals(Optional.empty(), refusal);
  }

  /** Whether it has a nonce. */
  boolean isAssigned(PayoutId id) {
    return payouts.read(id).assigned() != null;
  }

  /** It was paid once, or given back once, on the chain and in the ledger alike. */
  void assertEnded(PayoutId id, boolean isPaid) {
    PayoutState state = payouts.read(id);
    List<Entry> receipts = accountJournals.range(ExternalReceipts.journalOf(id.receiptKey()), 1, 9);
    assertEquals(2, receipts.size(), id.text());
    String word = isPaid ? "withdrawal_paid" : "withdrawal_refunded";
    assertEquals(word, receipts.getLast().type());
    assertEquals(isPaid, state.end() instanceof Paid);
    Asked asked = state.asked();
    BigInteger arrived = asked == null || !isPaid ? BigInteger.ZERO : asked.amount().value();
    assertEquals(arrived, asked == null ? arrived : anvil.balance(asked.to()), id.text());
  }

  /**
   * Every wei is somewhere, every nonce has one owner and is used, and nothing is left to do.
   *
   * @param paid in wei, what has arrived in all
   */
  void assertInOrder(long paid) {
    assertEquals(Set.of(), queue);
    assertEquals(
        BALANCE.value().subtract(BigInteger.valueOf(paid)),
        accounts.read(PLAYER).available().value());
    String journal = "nonces:" + Anvil.CHAIN_ID + ":" + WithdrawalsFixture.WALLET;
    List<Entry> slots = new JournalReader(payoutJournals, 50).all(journal, 1);
    for (int place = 1; place < slots.size(); place++) {
      NonceEvent owner = NonceJson.read(slots.get(place));
      PayoutState state = payouts.read(assertInstanceOf(NonceEvent.Claimed.class, owner).owner());
      assertEquals(place - 1, state.assigned() == null ? -1 : state.assigned().nonce());
    }
    assertEquals(
        slots.size() - 1,
        anvil.rpc().call("eth_getTransactionCount", WithdrawalsFixture.WALLET, "latest").number());
  }

  @Override
  public void close() {
    anvil.close();
  }
}
