package io.fairfall.simulation.dice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.ForwardingJournals;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.ledger.LedgerRejection;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.ledger.Replay;
import io.fairfall.ledger.UnaskedGame;
import io.fairfall.money.Wei;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsJournal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger holds and releases stakes for a game that it knows nothing of. */
class SecondGameTest {
  private static final String ALICE = "0xa11ce";
  private static final MacKeys KEYS = new MacKeys(List.of(new MacKey(1, 0, "k".repeat(32))));
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochMilli(1_800_000_000_000L));

  private final MemoryJournals journals = new MemoryJournals();
  private final MemoryJournals thrown = new MemoryJournals();
  private final SettingsJournal settings = new SettingsJournal(new MemoryJournals(), CLOCK);
  private long throwsSoFar;
  private int keys;

  private Accounts accounts(Journals through) {
    return new Accounts(sources(through), CLOCK, () -> new Random(1));
  }

  private LedgerPorts sources(Journals through) {
    return new LedgerPorts(through, new DiceGame(thrown), settings, () -> KEYS);
  }

  private OperationId key(long base) {
    return OperationId.parse(base + ".key" + (10_000_000 + keys++)).orElseThrow();
  }

  private DiceGame.Roll roll(int number, long stake) {
    // far apart, so that the rate is not what this is about
    return new DiceGame.Roll(
        key(version()), number, throwsSoFar + 1, Wei.of(stake), CLOCK.millis() + 10_000L * keys);
  }

  private void cast(int eyes) {
    throwsSoFar++;
    thrown.append(
        new Entry(DiceGame.JOURNAL, throwsSoFar, "throw", CLOCK.millis(), Integer.toString(eyes)));
  }

  private long version() {
    return accounts(journals).read(ALICE).version();
  }

  private AccountEntry fund(long wei) {
    Answer answer =
        accounts(journals).deposit(ALICE, new Operation.Deposit("deposit:" + keys++, Wei.of(wei)));
    return assertInstanceOf(Answer.Ok.class, answer).entry();
  }

  @Test
  void aCallIsHeldUntilTheDiceAreThrown() {
    fund(1_000);
    Accounts accounts = accounts(journals);
    assertInstanceOf(Answer.Ok.class, accounts.play(ALICE, roll(6, 100), true));
    assertEquals(Wei.of(100), accounts.read(ALICE).locked());
    assertInstanceOf(Answer.Nothing.class, accounts.settle(ALICE));
    cast(6);
    assertInstanceOf(Answer.Ok.class, accounts.settle(ALICE));
    assertEquals(Wei.of(1_400), accounts.read(ALICE).available());
    assertInstanceOf(Answer.Ok.class, accounts.play(ALICE, roll(2, 400), true));
    cast(3);
    assertInstanceOf(Answer.Ok.class, accounts.settle(ALICE));
    assertEquals(Wei.of(1_000), accounts.read(ALICE).available());
    replay();
  }

  @Test
  void itsOwnReasonsAreToldAndWrittenDown() {
    fund(1_000);
    DiceGame.Roll seven = roll(7, 1);
    Accounts accounts = accounts(journals);
    assertEquals(
        DiceGame.No.NO_SUCH_NUMBER, ((Answer.No) accounts.play(ALICE, seven, false)).rejection());
    assertEquals(
        DiceGame.No.NO_SUCH_NUMBER, ((Answer.No) accounts.play(ALICE, seven, false)).rejection());
    assertEquals(2, version(), "the void stands once");
    assertEquals(
        LedgerRejection.INSUFFICIENT_FUNDS,
        ((Answer.No) accounts.play(ALICE, roll(1, 5_000), true)).rejection());
    replay();
  }

  @Test
  void aCallIsForTheNextThrowAndNoOther() {
    fund(1_000);
    DiceGame.Roll late = roll(6, 100);
    cast(6);
    Accounts accounts = accounts(journals);
    assertEquals(
        DiceGame.No.NOT_THE_NEXT_THROW, ((Answer.No) accounts.play(ALICE, late, true)).rejection());
    assertEquals(Wei.ZERO, accounts.read(ALICE).locked());
  }

  /**
   * What was called before goes on; what is taken after the pause names the settings it rests on.
   */
  @Test
  void aPausedHouseRefusesACall() {
    fund(1_000);
    Accounts accounts = accounts(journals);
    assertInstanceOf(Answer.Ok.class, accounts.play(ALICE, roll(6, 100), true));
    settings.change(Settings::pauseBetting, "test", "operator");
    DiceGame.Roll asked = roll(5, 100);
    assertEquals(
        LedgerRejection.PAUSED, ((Answer.No) accounts.play(ALICE, asked, true)).rejection());
    assertEquals(2, version(), "a first no writes nothing");
    assertEquals(
        LedgerRejection.PAUSED, ((Answer.No) accounts.play(ALICE, asked, false)).rejection());
    assertEquals(Wei.of(100), accounts.read(ALICE).locked());
    cast(6);
    assertInstanceOf(Answer.Ok.class, accounts.settle(ALICE));
    assertEquals(Wei.of(1_400), accounts.read(ALICE).available());

    settings.change(paused -> Settings.INITIAL, "test", "operator");
    assertEquals(
        LedgerRejection.PAUSED,
        ((Answer.No) accounts.play(ALICE, asked, false)).rejection(),
        "a void is for ever");
    Answer.Ok resumed = assertInstanceOf(Answer.Ok.class, accounts.play(ALICE, roll(5, 100), true));
    assertEquals(2, resumed.entry().settingsVersion());
    replay();
  }

  /** A little of everything, with every third put unanswered, and every third of these written. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void underFaultsNoMoneyIsMadeOrLost(int seed) {
    Random random = new Random(seed);
    Accounts shaky = accounts(new Shaky(random));
    BigInteger in = fund(100_000).legs().external().negate();
    for (int i = 0; i < 300; i++) {
      DiceGame.Roll roll = roll(1 + random.nextInt(6), 1 + random.nextInt(500));
      boolean isAnswered = false;
      for (int attempt = 1; !isAnswered; attempt++) {
        try {
          shaky.play(ALICE, roll, attempt == 1);
          isAnswered = true;
        } catch (StoreUnavailableException unknown) {
          isAnswered = false;
        }
      }
      if (random.nextInt(3) > 0) {
        cast(1 + random.nextInt(6));
      }
    }
    cast(1);
    accounts(journals).settle(ALICE);
    Account after = replay();
    assertEquals(Wei.ZERO, after.locked());
    BigInteger house =
        entries().stream().map(e -> e.legs().house()).reduce(BigInteger.ZERO, BigInteger::add);
    assertEquals(in.subtract(house), after.available().value());
    long rolls = entries().stream().filter(e -> e.kind() == AccountEntry.Kind.BET).count();
    long ends = entries().stream().mapToLong(e -> e.due().size()).sum();
    assertEquals(rolls, ends, "each stake is released once");
  }

  @Test
  void whoIsNotToAskTheGameCannot() {
    fund(1_000);
    Accounts deposits =
        new Accounts(
            new LedgerPorts(
                journals, new UnaskedGame(new DiceGame(thrown).codec()), settings, () -> KEYS),
            CLOCK,
            () -> new Random(1));
    assertInstanceOf(
        Answer.Ok.class, deposits.deposit(ALICE, new Operation.Deposit("d2", Wei.of(5))));
    assertThrows(IllegalStateException.class, () -> deposits.settle(ALICE));
    replay();
  }

  private Account replay() {
    return new Replay(sources(journals)).check(ALICE, entries());
  }

  private List<AccountEntry> entries() {
    List<AccountEntry> all = new ArrayList<>();
    List<Entry> page = journals.range(Accounts.journalOf(ALICE), 1, Long.MAX_VALUE);
    while (!page.isEmpty()) {
      page.stream().map(new DiceGame(thrown).codec()::read).forEach(all::add);
      page = journals.range(Accounts.journalOf(ALICE), all.size() + 1, Long.MAX_VALUE);
    }
    return all;
  }

  /** A store that now and then does not answer, whether it wrote or not. */
  private final class Shaky extends ForwardingJournals {
    private final Random random;

    Shaky(Random random) {
      super(journals);
      this.random = random;
    }

    @Override
    public Append append(Entry entry) {
      if (random.nextInt(3) > 0) {
        return super.append(entry);
      }
      if (random.nextInt(3) == 0) {
        super.append(entry);
      }
      throw new StoreUnavailableException("lost", new IllegalStateException("a fault"));
    }
  }
}
