package io.fairfall.auditor;

import java.util.List;
import java.util.function.Function;

/** What is planted in payouts, by somebody who has the keys where nothing else is said. */
final class PayoutFaults {
  private static final String ALICE = ReferenceHistory.ALICE;
  private static final String PAID = "payout:" + ALICE + ":13";
  private static final String NONCES = ReferencePayouts.NONCES;

  private PayoutFaults() {}

  private static Planted of(String check, String name, Function<Forgery, Line> plant) {
    return Planted.of(name, check, plant);
  }

  private static String cancelled(Forgery x) {
    return x.journals("payout:" + ReferenceHistory.BOB).getFirst();
  }

  private static String open(Forgery x) {
    return x.journals("payout:" + ReferenceHistory.DAVE).getFirst();
  }

  /** Behind the last entry of a journal, sealed. */
  private static Line add(Forgery x, Line like, String type, String body) {
    Line last = x.last(like.journal());
    x.put(last.withVersion(last.version() + 1).withType(type).withBody(body));
    x.reseal(like.journal());
    return x.last(like.journal());
  }

  static List<Planted> ledger() {
    return List.of(
        of(
            "AccountReading.withdrawn/1",
            "a withdrawal without a payout",
            x -> {
              x.cut(open(x), 1);
              return x.find(
                  "account:" + ReferenceHistory.DAVE, one -> one.type().equals("withdrawal"));
            }),
        of(
            "AccountReading.withdrawn/1",
            "a payment of which the payout knows nothing",
            x -> {
              x.remove(x.last(PAID));
              return x.find(AccountFaults.ALICE, one -> one.type().equals("withdrawal_paid"));
            }),
        of(
            "AccountReading.withdrawn/1",
            "a refund for another reason than the payout's",
            x -> {
              x.forge(x.last(cancelled(x)), "no such place", "no such thing");
              return x.find(AccountFaults.BOB, one -> one.type().equals("withdrawal_refunded"));
            }),
        of(
            "PayoutReading.asked/1",
            "a payout of more than the account was debited with",
            x -> x.forge(x.line(PAID, 1), "\"amount\":\"5000\"", "\"amount\":\"50000\"")),
        of(
            "PayoutReading.asked/1",
            "a payout that goes elsewhere",
            x -> x.forge(x.line(PAID, 1), "0xa0a0", "0xb0b0")),
        of(
            "PayoutReading.asked/1",
            "a payout that no account has asked for",
            x -> {
              String made = "payout:" + ALICE + ":1";
              x.put(x.line(PAID, 1).inJournal(made));
              x.reseal(made);
              return x.line(made, 1);
            }),
        of(
            "PayoutReading.ended/2",
            "a payment that the account was told otherwise",
            x -> {
              x.edit(
                  x.line("external:withdrawal:" + ALICE + ":13", 2),
                  "\"detail\":\"0x[0-9a-f]{4}",
                  "\"detail\":\"0xelse");
              return x.last(PAID);
            }),
        of(
            "PayoutReading.ended/2",
            "a refund that no account has",
            x ->
                add(x, x.last(open(x)), "refunded", "{\"reason\":\"denied\",\"by\":\"operator\"}")),
        of(
            "ListedReading.listed/1",
            "a withdrawal on the list that nobody has asked for",
            x -> {
              Line listed = x.last("withdrawals:" + ALICE).withVersion(2);
              x.put(listed);
              return listed;
            }));
  }

  /** The settings of a player's last withdrawal say something more. */
  private static Line laidDown(Forgery x, String member) {
    Line asked = x.find(AccountFaults.ALICE, one -> one.type().equals("withdrawal"));
    Line last = x.last("withdrawals:" + ALICE);
    Line withdrawal = x.line(asked.journal(), last.version());
    long settings = Long.parseLong(withdrawal.body().replaceAll(".*\"v\":([0-9]+).*", "$1"));
    x.edit(
        x.line("settings", settings),
        "\"withdrawalsPaused\":false",
        "\"withdrawalsPaused\":false," + member);
    return x.line("payout:" + ALICE + ":" + last.version(), 2);
  }

  static List<Planted> held() {
    return List.of(
        of(
            "PayoutReading.held/1",
            "a large payout that nobody approved",
            x -> laidDown(x, "\"withdrawalApprovalAbove\":\"49\"")),
        of(
            "PayoutReading.held/1",
            "a payout that follows a deposit at once",
            x -> laidDown(x, "\"withdrawalWaitAfterDeposit\":604800")),
        of(
            "PayoutReading.held/1",
            "a payout above the limit of a month",
            x -> laidDown(x, "\"withdrawalMonthLimit\":\"5049\"")),
        of(
            "AccountReading.maximum/1",
            "a withdrawal of one wei more than the largest",
            x -> {
              Line nonce = laidDown(x, "\"withdrawalMonthLimit\":\"49\"");
              return x.line(
                  AccountFaults.ALICE, Long.parseLong(nonce.journal().replaceAll(".*:", "")));
            }));
  }

  static List<Planted> course() {
    return List.of(
        of(
            "PayoutReading.course/1",
            "a payout that is paid twice",
            x -> add(x, x.last(PAID), "paid", x.last(PAID).body())),
        of(
            "PayoutReading.course/1",
            "a payout that is paid and given back",
            x ->
                add(
                    x,
                    x.last(PAID),
                    "refunded",
                    x.last(PAID).body().replace("{", "{\"reason\":\"reverted\","))),
        of(
            "PayoutReading.course/1",
            "a payment that no attempt made",
            x -> x.forge(x.last(PAID), "\"hash\":\"0x[0-9a-f]{4}", "\"hash\":\"0xabba")),
        of(
            "PayoutReading.course/1",
            "an attempt that pays after it was to be cancelled",
            x -> x.forge(x.line(cancelled(x), 5), "\"kind\":\"cancel\"", "\"kind\":\"pay\"")),
        of(
            "PayoutReading.course/1",
            "an attempt without a nonce",
            x -> {
              Line assigned = x.line(PAID, 2);
              x.forge(assigned, one -> one.withType("approved").withBody("{\"by\":\"operator\"}"));
              return x.line(PAID, 3);
            }),
        of(
            "NoncesReading.course/1",
            "nonces that begin anew",
            x -> add(x, x.last(NONCES), "opened", "{\"first\":7}")));
  }

  static List<Planted> nonces() {
    return List.of(
        of(
            "PayoutReading.nonce/1",
            "a payout with another payout's nonce",
            x -> x.forge(x.line(cancelled(x), 2), "\"nonce\":8", "\"nonce\":7")),
        of(
            "NoncesReading.nonce/2",
            "a nonce that names no payout",
            x -> x.forge(x.line(NONCES, 3), "\"version\":[0-9]+", "\"version\":99")),
        of(
            "NoncesReading.nonce/2",
            "a nonce that a payout owns beside its own",
            x -> add(x, x.last(NONCES), "claimed", x.line(NONCES, 2).body())),
        Planted.of(
            "a nonce that is missing",
            "JournalReading.gap/2",
            x -> {
              x.remove(x.line(NONCES, 2));
              return x.line(NONCES, 3);
            }));
  }

  static List<Planted> attempts() {
    return List.of(
        of(
            "PayoutReading.attempt/1",
            "a transaction that goes elsewhere",
            x -> x.forge(x.line(PAID, 3), "a0a0a0a0", "b0b0b0b0")),
        of(
            "PayoutReading.attempt/1",
            "a transaction that offers more than is written down",
            x -> x.forge(x.line(PAID, 3), "\"maxFee\":\"40\"", "\"maxFee\":\"41\"")),
        of(
            "PayoutReading.attempt/1",
            "a transaction under another name",
            x -> x.forge(x.line(PAID, 3), "\"hash\":\"0x[0-9a-f]{4}", "\"hash\":\"0xabba")),
        of(
            "PayoutReading.attempt/1",
            "a cancellation that pays",
            x -> {
              String raw = x.line(cancelled(x), 3).body().replaceAll(".*\"raw\":\"|\".*", "");
              return x.forge(x.line(cancelled(x), 5), "\"raw\":\"0x[0-9a-f]+", "\"raw\":\"" + raw);
            }),
        of(
            "PayoutReading.attempt/1",
            "a transaction that is none",
            x -> x.forge(x.line(PAID, 3), "\"raw\":\"0x02", "\"raw\":\"0x01")));
  }

  static List<Planted> unsealed() {
    return List.of(
        Planted.of(
            "a request without the key",
            "JournalReading.mac/3",
            x -> x.change(x.last(open(x)), one -> one.withSeal(""))),
        Planted.of(
            "a refund without the key",
            "JournalReading.mac/3",
            x -> {
              Line forged =
                  x.last(open(x))
                      .withVersion(2)
                      .withType("refunded")
                      .withBody("{\"reason\":\"denied\",\"by\":\"operator\"}");
              x.put(forged);
              return forged;
            }),
        Planted.of(
            "a whole payout without the key",
            "JournalReading.mac/3",
            x -> {
              Line forged =
                  x.line(PAID, 1)
                      .inJournal("payout:" + ALICE + ":1")
                      .withAt(x.last(open(x)).at())
                      .withSeal("");
              x.put(forged);
              return forged;
            }));
  }
}
