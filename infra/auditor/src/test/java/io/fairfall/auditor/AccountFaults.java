package io.fairfall.auditor;

import java.util.List;
import java.util.function.Predicate;

/** What is planted in accounts. Where nothing else is said, it is done with the keys. */
final class AccountFaults {
  static final String ALICE = "account:" + ReferenceHistory.ALICE;
  static final String BOB = "account:" + ReferenceHistory.BOB;
  static final String CAROL = "account:" + ReferenceHistory.CAROL;

  private AccountFaults() {}

  static List<Planted> money() {
    return List.of(
        of(
            "legs that sum to one",
            "legs/1",
            x -> forge(x, BOB, "settle", "\"l\":\"0,", "\"l\":\"1,")),
        of(
            "a settlement that gives away",
            "legs/1",
            x -> forge(x, BOB, "void", "\"l\":\"0,0,0,0\"", "\"l\":\"9,0,-9,0\"")),
        of(
            "a deposit of nothing",
            "legs/1",
            x -> forge(x, BOB, "deposit", "\"l\":\"[^\"]*\"", "\"l\":\"0,0,0,0\"")),
        of(
            "a richer balance",
            "balance/1",
            x -> forge(x, ALICE, "settle", "\"a\":\"1", "\"a\":\"2")),
        of(
            "a balance below zero",
            "negative/1",
            x -> forge(x, ALICE, "settle", "\"a\":\"", "\"a\":\"-")),
        of(
            "stakes that are not locked",
            "locked/1",
            x -> forge(x, ALICE, "bet", "\"l\":\"500\"", "\"l\":\"499\"")),
        of(
            "a deposit under no key",
            "outside/1",
            x -> forge(x, ALICE, "deposit", "deposit:1", "gift:1")),
        of(
            "an opening of somebody else's",
            "outside/1",
            x -> forge(x, CAROL, "opening", "\"n\":\"opening:0x", "\"n\":\"opening:1x")),
        of(
            "an adjustment without a reason",
            "outside/1",
            x -> forge(x, BOB, "adjustment", "operator: [^\"]*", "operator: ")),
        of(
            "a refund of a withdrawal that nobody asked for",
            "outside/1",
            x -> forge(x, BOB, "withdrawal_refunded", "b0b:9 ", "b0b:8 ")));
  }

  static List<Planted> receipts() {
    return List.of(
        of("a deposit whose receipt is gone", "receipt/1", AccountFaults::lostReceipt),
        of(
            "a payment whose receipt names another transaction",
            "receipt/1",
            x -> {
              Line paid = x.find(ALICE, one -> one.type().equals("withdrawal_paid"));
              String receipts = "external:withdrawal:" + ReferenceHistory.ALICE + ":13";
              x.edit(x.line(receipts, 2), "\"detail\":\"0x[0-9a-f]{4}", "\"detail\":\"0xelse");
              return paid;
            }),
        of(
            "a correction whose receipt is gone",
            "receipt/1",
            x -> {
              x.remove(x.line("external:correction:" + ReferenceHistory.CAROL + ":4", 1));
              return correction(x);
            }),
        new Planted(
            "a receipt that no entry proves",
            "ReceiptReading.receipt/2",
            "receipt",
            x -> {
              Line receipt = x.line("external:deposit:1:0xa:N", 1);
              Line forged = receipt.inJournal("external:deposit:1:0xforged:N");
              x.put(forged);
              return forged;
            },
            List.of()),
        new Planted(
            "a receipt in a slot that no receipt has",
            "ReceiptReading.receipt/2",
            "receipt",
            x -> {
              Line second = x.line("external:deposit:1:0xa:N", 1).withVersion(2);
              x.put(second);
              return second;
            },
            List.of()));
  }

  private static Line lostReceipt(Forgery x) {
    x.remove(x.line("external:deposit:1:0xa:N", 1));
    return x.line(ALICE, 1);
  }

  static List<Planted> operations() {
    return List.of(
        of(
            "a key that is used outside of its window",
            "window/1",
            x -> forge(x, ALICE, "withdrawal", "\"op\":\"12\\.", "\"op\":\"13.")),
        of(
            "a key of no form",
            "window/1",
            x -> forge(x, ALICE, "bet", "\"op\":\"1\\.", "\"op\":\"01.")),
        of("a key that is used twice", "once/1", AccountFaults::usedTwice),
        of(
            "a change of limits that was not asked for",
            "fingerprint/1",
            x -> forge(x, CAROL, "limits", "\"h\":\"[^\"]", "\"h\":\"_")),
        of(
            "an adjustment whose reason was rewritten",
            "fingerprint/1",
            x -> forge(x, BOB, "adjustment", "a gift", "a loan")),
        of(
            "a withdrawal that goes elsewhere",
            "fingerprint/1",
            x -> forge(x, BOB, "withdrawal", "0xa0a0", "0xmine")),
        new Planted(
            "a bet that was not asked for",
            "AccountReading.fingerprintOfBet/2",
            "fingerprint",
            x -> forge(x, BOB, "bet", "\"h\":\"[^\"]", "\"h\":\"_"),
            List.of()));
  }

  static List<Planted> decidedOn() {
    return List.of(
        of("format 1 long after format 2", "format/1", x -> x.forge(x.last(ALICE), "\"f\":2,", "")),
        of(
            "an operation that is missing among the recent",
            "recent/1",
            x -> forge(x, ALICE, "settle", "\"o\":\"[^,\"]+,", "\"o\":\"")),
        of(
            "a seventh operation within a second",
            "rate/1",
            x -> {
              Line seventh = x.last(CAROL);
              long stamp = x.line(CAROL, seventh.version() - 6).at() + 999;
              return x.forge(seventh, "\"t\":\\d+", "\"t\":" + stamp);
            }),
        of(
                "a refusal that refuses nothing",
                "voided/1",
                x -> forge(x, BOB, "void", "ROUND_CLOSED", "FUN"))
            .filedUnder("void"),
        of(
            "an entry that goes back in the game",
            "version/1",
            x -> forge(x, ALICE, "settle", "\"g\":9", "\"g\":6")),
        of(
            "a settlement that names newer settings",
            "version/1",
            x -> forge(x, ALICE, "settle", "\"v\":2", "\"v\":3")),
        new Planted(
            "an entry on a game that was never played",
            "AccountReading.wasWritten/3",
            "version",
            x -> x.forge(x.last(ALICE), "\"g\":\\d+", "\"g\":99"),
            List.of()),
        new Planted(
            "an entry on settings that were changed later",
            "AccountReading.wasWritten/3",
            "version",
            x -> {
              x.change(x.line("settings", 3), one -> one.withAt(one.at() + 900_000));
              return x.find(BOB, one -> one.body().contains("\"v\":3"));
            },
            List.of()),
        of(
            "a cashout from the future",
            "stamp/1",
            x -> {
              Line cashout = x.find(BOB, one -> one.type().equals("cashout"));
              return x.forge(cashout, "\"t\":\\d+", "\"t\":" + (cashout.at() + 70_000));
            }),
        of(
            "a settlement that claims another time",
            "stamp/1",
            x -> forge(x, BOB, "settle", "\"t\":18000", "\"t\":17000")));
  }

  private static Line usedTwice(Forgery x) {
    Line first = x.line(BOB, 16);
    String key = first.body().replaceFirst(".*\"op\":\"([^\"]*)\".*", "$1");
    return x.forge(x.line(BOB, 17), "\"op\":\"[^\"]*\"", "\"op\":\"" + key + "\"");
  }

  // ------------------------------------------------------------------ how it is done

  static Planted of(String name, String method, java.util.function.Function<Forgery, Line> plant) {
    return Planted.of(name, "AccountReading." + method, plant);
  }

  static Line forge(
      Forgery export, String journal, String type, String pattern, String replacement) {
    Predicate<Line> isWanted =
        one ->
            one.type().equals(type)
                && !one.body().replaceFirst(pattern, replacement).equals(one.body());
    return export.forge(export.find(journal, isWanted), pattern, replacement);
  }

  static Line correction(Forgery export) {
    return export.find(CAROL, one -> one.body().contains("CORRECTED"));
  }
}
