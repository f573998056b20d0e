package io.fairfall.crash.bets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.crash.GameJournal;
import io.fairfall.journal.Entry;
import io.fairfall.journal.MacChain;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.json.JsonCodec;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.ExternalReceipts;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.ledger.Replay;
import io.fairfall.settings.SettingsJournal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Entries as they were stored, in every format that ever was. They are read, written again to the
 * same bytes, and decided again by the rules. Nobody edits these files: {@link
 * io.fairfall.crash.bets.GoldenHouse} begins the one of a new format.
 */
class GoldenEntriesTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  private final MemoryJournals accounts = new MemoryJournals();
  private final MemoryJournals events = new MemoryJournals();

  @ParameterizedTest
  @ValueSource(strings = {"accounts-format-1.jsonl", "accounts-format-2.jsonl"})
  void whatWasStoredIsReadWrittenAndDecidedAgain(String file) throws IOException {
    List<Entry> stored = load(file);
    Set<AccountEntry.Kind> kinds = EnumSet.noneOf(AccountEntry.Kind.class);
    Set<Close.Result> results = EnumSet.noneOf(Close.Result.class);
    for (Entry entry : stored) {
      AccountEntry read = BetEntryCodec.INSTANCE.read(entry);
      kinds.add(read.kind());
      AccountBets.closes(read).forEach(close -> results.add(close.result()));
      AccountBets.cashout(read).ifPresent(close -> results.add(close.result()));
      assertEquals(
          entry.body(), BetEntryCodec.INSTANCE.write(entry.journal(), read, entry.atMs()).body());
      MacChain.verify(entry, sealBefore(entry), CrashFixture.KEYS);
      ExternalReceipts.expectedBeside(player(entry), read).ifPresent(this::assertStands);
    }
    assertEquals(kindsOf(file), kinds, "every kind of entry");
    assertEquals(EnumSet.allOf(Close.Result.class), results, "every end of a bet");
    assertEquals(0, replay("0xa11ce").locked().value().signum());
    replay(GoldenHouse.BOB);
  }

  /** A deposit was taken back by an adjustment in the time of the first format. */
  private static Set<AccountEntry.Kind> kindsOf(String file) {
    return file.equals("accounts-format-1.jsonl")
        ? EnumSet.complementOf(EnumSet.of(AccountEntry.Kind.DEPOSIT_REVERSED))
        : EnumSet.allOf(AccountEntry.Kind.class);
  }

  /** The entries of accounts in a file; all others are put where they stood. */
  private List<Entry> load(String file) throws IOException {
    List<Entry> stored = new java.util.ArrayList<>();
    for (String line : Files.readAllLines(FOLDER.resolve(file), StandardCharsets.UTF_8)) {
      Map<?, ?> members = JsonCodec.membersFromStore(line);
      Entry entry =
          new Entry(
              text(members, "journal"),
              number(members, "version"),
              text(members, "type"),
              number(members, "at"),
              text(members, "body"),
              text(members, "seal"));
      (text(members, "table").equals("accounts") ? accounts : events).append(entry);
      if (Accounts.playerOf(entry.journal()).isPresent()) {
        stored.add(entry);
      }
    }
    return stored;
  }

  private Account replay(String player) {
    LedgerPorts sources =
        new LedgerPorts(
            accounts,
            new CrashGame(new GameJournal(events)),
            new SettingsJournal(events, java.time.InstantSource.system()),
            () -> CrashFixture.KEYS);
    return new Replay(sources).check(player, CrashFixture.entriesOf(accounts, player));
  }

  private String sealBefore(Entry entry) {
    return entry.version() == 1
        ? MacChain.NONE
        : accounts
            .range(entry.journal(), entry.version() - 1, entry.version() - 1)
            .getFirst()
            .seal();
  }

  private void assertStands(ExternalReceipts.Expected expected) {
    List<Entry> slot = accounts.range(expected.journal(), expected.slot(), expected.slot());
    assertTrue(!slot.isEmpty(), () -> expected + " is missing");
    assertEquals(expected.receipt().version(), ExternalReceipts.read(slot.getFirst()).version());
  }

  private static String player(Entry entry) {
    return Accounts.playerOf(entry.journal()).orElseThrow();
  }

  private static String text(Map<?, ?> members, String name) {
    return (String) Objects.requireNonNull(members.get(name));
  }

  private static long number(Map<?, ?> members, String name) {
    return ((Number) Objects.requireNonNull(members.get(name))).longValue();
  }
}
