package io.fairfall.crash.bets;

import static io.fairfall.crash.bets.CrashFixture.ALICE;
import static io.fairfall.crash.bets.CrashFixture.ok;

import io.fairfall.crash.Curve;
import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.ForwardingJournals;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.journal.TransactionalAppend;
import io.fairfall.json.JsonCodec;
import io.fairfall.ledger.ExternalReceipts;
import io.fairfall.ledger.Limits;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.PlayerLimits;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Plays the little game whose journals stand in the golden files: every kind of entry, every way in
 * which a bet ends, every receipt. Run it to begin the file of a new format; a file that stands is
 * never made again.
 */
final class GoldenHouse {
  static final String BOB = "0xb0b";

  private final List<String> lines = new ArrayList<>();
  private final CrashFixture house =
      new CrashFixture(new Recorded("accounts", lines), new Recorded("events", lines), 7);

  private GoldenHouse() {}

  public static void main(String[] arguments) throws IOException {
    Files.write(Path.of(arguments[0]), new GoldenHouse().play(), StandardCharsets.UTF_8);
  }

  private List<String> play() {
    ok(house.accounts.open(ALICE, Wei.of(5_000)));
    Operation.Deposit deposit = new Operation.Deposit("deposit:1:0xaa:N", Wei.of(700));
    ok(house.accounts.deposit(BOB, deposit));
    protect();
    wins();
    loses();
    isCorrected();
    isVoided();
    withdraws();
    return lines;
  }

  private void protect() {
    Limits limits = new Limits(Wei.of(100_000), null, Wei.of(50_000), Wei.of(90_000));
    PlayerLimits.Change change = new PlayerLimits.Change(limits, 0, 0, 30);
    ok(
        house.accounts.protect(
            ALICE,
            new Operation.ChangePlayerLimits(
                house.id(house.accounts.read(ALICE).version()), change, house.millis()),
            true));
    house.pass(2_000);
  }

  private void wins() {
    long round = house.open(300);
    long bet = house.place(ALICE, round, 1, 101, new Multiplier(250)).version();
    Bet exact =
        new Bet(
            house.id(house.accounts.read(ALICE).version()),
            round,
            2,
            Wei.of(99),
            null,
            OptionalLong.of(house.accounts.read(ALICE).version()),
            house.millis());
    long second = ok(house.accounts.play(ALICE, exact, true)).version();
    house.place(BOB, round, 1, 50, new Multiplier(120));
    house.start(round, 260);
    house.pass(Curve.msToReach(new Multiplier(155)));
    ok(house.accounts.play(ALICE, new Cashout(second, house.millis()), true));
    ok(house.accounts.play(ALICE, new Cashout(bet, house.millis() + 9_000), true));
    house.crash(round);
    ok(house.accounts.settle(BOB));
  }

  private void loses() {
    long round = house.open(100);
    house.place(ALICE, round, 2, 77);
    house.start(round);
    house.crash(round);
    // an adjustment ends it on the way
    ok(
        house.accounts.adjust(
            ALICE,
            new Operation.Adjustment(
                house.id(house.accounts.read(ALICE).version()),
                BigInteger.valueOf(-3),
                "goodwill, case 7: taken back",
                "ann"),
            false));
    house.accounts.settle(ALICE);
  }

  private void isCorrected() {
    long round = house.open(200);
    long bet = house.place(ALICE, round, 1, 100).version();
    house.start(round);
    long inTime = house.millis() + 5_000;
    house.crash(round);
    ok(house.accounts.settle(ALICE));
    ok(house.accounts.play(ALICE, new Cashout(bet, inTime), true));
    // a second attempt at a bet on a round that is over leaves a void
    house.accounts.play(
        ALICE, house.bet(house.accounts.read(ALICE).version(), round, 1, 10), false);
  }

  private void isVoided() {
    long round = house.open(400);
    house.place(ALICE, round, 1, 60);
    house.voidRound();
    ok(house.accounts.settle(ALICE));
  }

  private void withdraws() {
    for (int i = 0; i < 2; i++) {
      long base = house.accounts.read(ALICE).version();
      long version =
          ok(house.accounts.withdraw(
                  ALICE,
                  new Operation.Withdrawal(
                      house.id(base), Wei.of(400), "0x" + "1".repeat(40), house.millis()),
                  true))
              .version();
      String key = ExternalReceipts.withdrawalKey(ALICE, version);
      ok(
          i == 0
              ? house.accounts.withdrawalPaid(key, "0xfeed")
              : house.accounts.withdrawalRefunded(key, "the address takes no ether"));
      house.pass(1_500);
    }
  }

  /** Journals in memory that note each entry as a line of a golden file. */
  private static final class Recorded extends ForwardingJournals {
    private final String table;
    private final List<String> lines;

    Recorded(String table, List<String> lines) {
      super(new MemoryJournals());
      this.table = table;
      this.lines = lines;
    }

    @Override
    public Append append(Entry entry) {
      Append outcome = super.append(entry);
      if (outcome instanceof Append.Written) {
        lines.add(line(entry));
      }
      return outcome;
    }

    @Override
    public TransactionalAppend appendTogether(List<Entry> entries) {
      TransactionalAppend outcome = super.appendTogether(entries);
      if (outcome instanceof TransactionalAppend.Written) {
        entries.stream().map(this::line).forEach(lines::add);
      }
      return outcome;
    }

    private String line(Entry entry) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("table", table);
      line.put("journal", entry.journal());
      line.put("version", entry.version());
      line.put("type", entry.type());
      line.put("at", entry.atMs());
      line.put("body", entry.body());
      line.put("seal", entry.seal());
      return JsonCodec.write(line);
    }
  }
}
