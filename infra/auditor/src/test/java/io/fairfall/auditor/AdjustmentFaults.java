package io.fairfall.auditor;

import java.util.List;
import java.util.function.Function;

/**
 * What is planted where operators adjust accounts, and where deposits are taken back. Where nothing
 * else is said, it is done with the keys.
 */
final class AdjustmentFaults {
  private static final String DAVE = "account:" + ReferenceHistory.DAVE;
  private static final String LIST = "adjustments";
  private static final String RECEIPTS = "external:" + ReferenceHistory.REVERSED;

  /** Beyond these, within a day, nobody proposes alone. */
  private static final int MOST_LOOKED_AT = 2_000;

  private AdjustmentFaults() {}

  static List<Planted> posted() {
    return List.of(
        in(
            "AccountReading.adjusted/1",
            "adjusted",
            "an adjustment that is not posted",
            x -> {
              Line given = adjusted(x, 60);
              x.cut(posting(given), 1);
              return given;
            }),
        in(
            "BooksReading.twin/2",
            "twin",
            "an adjustment that is posted twice",
            x -> {
              Line once = x.line(posting(adjusted(x, 60)), 1);
              long next = x.last("house").version() + 1;
              x.put(
                  once.inJournal("house")
                      .withVersion(next)
                      .withAt(x.last("house").at())
                      .withBody(
                          once.body()
                              .replaceFirst(
                                  "\"version\":\\d+,\"bankroll",
                                  "\"version\":" + next + ",\"bankroll")));
              x.reseal("house");
              return x.line("house", next);
            }),
        in(
            "AdjustedReading.judge/2",
            "adjusted",
            "an adjustment that is posted with another amount",
            x -> {
              Line own = x.line(posting(adjusted(x, 60)), 1);
              x.forge(
                  x.find("house", one -> one.body().equals(own.body())),
                  "\"amount\":\"-60\"",
                  "\"amount\":\"-61\"");
              return x.forge(own, "\"amount\":\"-60\"", "\"amount\":\"-61\"");
            }),
        in(
            "AdjustedReading.judge/2",
            "adjusted",
            "a posting of what no account was adjusted by",
            x -> {
              Line own = x.line(posting(adjusted(x, 60)), 1);
              String strange = "adjusted:" + ReferenceHistory.DAVE + ":1";
              x.put(
                  own.inJournal(strange)
                      .withBody(
                          own.body()
                              .replaceFirst(
                                  "\"version\":\\d+,\"amount", "\"version\":1,\"amount")));
              x.reseal(strange);
              return x.line(strange, 1);
            }));
  }

  static List<Planted> begun() {
    return List.of(
        in(
            "AdjustedReading.judge/2",
            "adjusted",
            "postings of which nothing says since when they are",
            x -> {
              x.cut("adjusted", 1);
              return x.line(posting(adjusted(x, 60)), 1);
            }),
        in(
            "AccountReading.adjusted/1",
            "adjusted",
            "an adjustment that is not posted, and nothing that says since when they are",
            x -> {
              Line given = adjusted(x, 60);
              x.cut(posting(given), 1);
              x.cut("adjusted", 1);
              return given;
            }));
  }

  static List<Planted> agreed() {
    return List.of(
        in(
            "AccountReading.proposed/1",
            "operator",
            "an adjustment that nobody proposed",
            x -> {
              x.cut(proposal(adjusted(x, 60)), 1);
              return adjusted(x, 60);
            }),
        in(
            "AccountReading.proposed/1",
            "operator",
            "an adjustment that nobody approved",
            x -> {
              x.cut(proposal(adjusted(x, -50)), 2);
              return adjusted(x, -50);
            }),
        in(
            "AccountReading.proposed/1",
            "operator",
            "another amount than was proposed",
            x -> {
              Line taken = adjusted(x, -50);
              both(x, proposal(taken), "\"amount\":\"-50\"", "\"amount\":\"-49\"");
              return taken;
            }),
        in(
            "AccountReading.proposed/1",
            "operator",
            "another reason than was proposed",
            x -> {
              Line taken = adjusted(x, -50);
              both(x, proposal(taken), "a gift, or not", "a debt");
              return taken;
            }),
        in(
            "AccountReading.proposed/1",
            "operator",
            "another operator than approved",
            x -> {
              Line taken = adjusted(x, -50);
              x.forge(x.line(proposal(taken), 2), "\"name\":\"another\"", "\"name\":\"a third\"");
              return taken;
            }));
  }

  static List<Planted> steps() {
    return List.of(
        step(
            "an approval of who proposed",
            x -> x.forge(x.line(proposal(adjusted(x, -50)), 2), "local:another", "local:operator")),
        step(
            "an approval after the proposal had expired",
            x -> {
              String journal = proposal(adjusted(x, -50));
              long expired = x.line(journal, 2).at() - 60_000;
              both(x, journal, "\"expiresAt\":\\d+", "\"expiresAt\":" + expired);
              return x.line(journal, 2);
            }),
        step(
            "a proposal that is carried out though it was rejected",
            x -> {
              String rejected =
                  x.journals("adjustment:").stream()
                      .filter(name -> x.last(name).type().equals("adjustment_rejected"))
                      .findFirst()
                      .orElseThrow();
              x.put(
                  x.last(proposal(adjusted(x, -50)))
                      .inJournal(rejected)
                      .withVersion(3)
                      .withAt(x.last(rejected).at()));
              x.reseal(rejected);
              return x.line(rejected, 3);
            }),
        step(
            "a proposal that is said to be done by another entry",
            x -> x.forge(x.last(proposal(adjusted(x, -50))), "\"version\":\\d+", "\"version\":1")));
  }

  static List<Planted> alone() {
    return List.of(
        in(
            "ProposalsReading.alone/1",
            "operator",
            "more than one operator may, by the bound of the day",
            x -> {
              x.forge(
                  x.last("settings"),
                  "\"secondOperatorAbove\":\"100\"",
                  "\"secondOperatorAbove\":\"59\"");
              return listed(x, proposal(adjusted(x, 60)));
            }),
        in(
            "ProposalsReading.alone/1",
            "operator",
            "more than one operator may, in small pieces",
            x -> behind(x, alone(x, 41))),
        in(
            "ProposalsReading.alone/1",
            "operator",
            "one operator behind more proposals than are looked at",
            x -> {
              Line open = x.last(LIST);
              for (int i = 0; i < MOST_LOOKED_AT; i++) {
                behind(x, open);
              }
              long alone = behind(x, alone(x, 1)).version();
              x.reseal(LIST);
              return x.line(LIST, alone);
            }),
        in(
            "ProposalReading.listed/1",
            "operator",
            "a proposal that escapes the list",
            x -> {
              String journal = proposal(x.last(LIST).body());
              x.cut(LIST, x.last(LIST).version());
              return x.line(journal, 1);
            }),
        in(
            "BooksReading.twin/2",
            "twin",
            "a proposal that stands in the list alone",
            x ->
                behind(
                    x,
                    x.last(LIST)
                        .withBody(x.last(LIST).body().replaceFirst("adjusted-", "appended-")))));
  }

  static List<Planted> reversed() {
    return List.of(
        taking(
            "a deposit of which more is taken back than it brought",
            x -> {
              x.edit(x.line(RECEIPTS, 1), "\"amount\":\"500\"", "\"amount\":\"309\"");
              return x.line(RECEIPTS, 2);
            }),
        taking(
            "a taking that is counted twice",
            x -> {
              x.put(x.line(RECEIPTS, 4).withVersion(5));
              return x.line(RECEIPTS, 5);
            }),
        taking(
            "takings that do not add up",
            x -> x.edit(x.line(RECEIPTS, 3), "\"detail\":\"410\"", "\"detail\":\"409\"")),
        taking(
            "a taking of nothing behind the first",
            x -> {
              x.edit(x.line(RECEIPTS, 3), "\"amount\":\"100\"", "\"amount\":\"0\"");
              return x.edit(x.line(RECEIPTS, 3), "\"detail\":\"410\"", "\"detail\":\"310\"");
            }),
        taking(
            "a taking of a deposit that another player made",
            x ->
                x.edit(
                    x.line(RECEIPTS, 2),
                    "\"player\":\"" + ReferenceHistory.DAVE,
                    "\"player\":\"" + ReferenceHistory.BOB)),
        AccountFaults.of(
            "a taking whose receipt is gone",
            "receipt/1",
            x -> {
              x.cut(RECEIPTS, 4);
              return x.last(DAVE);
            }),
        AccountFaults.of(
            "a taking that leaves what it could have taken",
            "outside/1",
            x -> {
              x.edit(x.line(RECEIPTS, 1), "\"amount\":\"500\"", "\"amount\":\"501\"");
              return x.last(DAVE);
            }));
  }

  /** Without a key, long after the house began to seal. */
  static List<Planted> unsealed() {
    return List.of(
        unsealed("since when adjustments are posted", x -> x.line("adjusted", 1)),
        unsealed("the posting of an adjustment", x -> x.line(posting(adjusted(x, 60)), 1)),
        unsealed("the list of proposals", x -> x.last(LIST)),
        unsealed("an approval", x -> x.line(proposal(adjusted(x, -50)), 2)),
        in(
            "CheckpointReading.checkpoint/1",
            "checkpoint",
            "a list of proposals whose tail was cut off",
            x -> {
              Line last = x.last(LIST);
              x.remove(last);
              x.cut(proposal(last.body()), 1);
              return last;
            }));
  }

  // ------------------------------------------------------------------ how it is done

  /** The account's entry that gave so much. */
  private static Line adjusted(Forgery x, long wei) {
    return x.find(
        DAVE,
        one -> one.type().equals("adjustment") && one.body().contains("\"l\":\"" + wei + ",0,"));
  }

  private static String posting(Line adjusted) {
    return "adjusted:" + ReferenceHistory.DAVE + ":" + adjusted.version();
  }

  private static String proposal(Line adjusted) {
    return "adjustment:" + adjusted.body().replaceFirst(".*\"op\":\"\\d+\\.([^\"]+)\".*", "$1");
  }

  private static String proposal(String proposed) {
    return "adjustment:" + proposed.replaceFirst(".*?\"id\":\"([^\"]+)\".*", "$1");
  }

  private static Line listed(Forgery x, String proposal) {
    return x.find(LIST, one -> proposal(one.body()).equals(proposal));
  }

  /** In the proposal's journal and in the list. */
  private static void both(Forgery x, String proposal, String pattern, String replacement) {
    x.forge(listed(x, proposal), pattern, replacement);
    x.forge(x.line(proposal, 1), pattern, replacement);
  }

  /** A proposal of one operator, who needs no other. */
  private static Line alone(Forgery x, long wei) {
    Line first = listed(x, proposal(adjusted(x, 60)));
    return first
        .withAt(x.last(LIST).at())
        .withBody(first.body().replaceFirst("\"amount\":\"60\"", "\"amount\":\"" + wei + "\""));
  }

  /** Behind the last of the list, without a seal that anybody needs for this. */
  private static Line behind(Forgery x, Line proposed) {
    Line next = proposed.inJournal(LIST).withVersion(x.last(LIST).version() + 1);
    x.put(next);
    return next;
  }

  private static Planted in(String check, String rule, String name, Function<Forgery, Line> plant) {
    return Planted.of(name, check, plant).filedUnder(rule);
  }

  private static Planted step(String name, Function<Forgery, Line> plant) {
    return in("ProposalReading.judge/2", "operator", name, plant);
  }

  private static Planted taking(String name, Function<Forgery, Line> plant) {
    return in("ReceiptReading.reversed/2", "reversed", name, plant);
  }

  private static Planted unsealed(String what, Function<Forgery, Line> which) {
    return in(
        "JournalReading.mac/3",
        "mac",
        "without a key: " + what,
        x ->
            x.change(
                which.apply(x), one -> one.withAt(x.last("house").at() - 1_000_000).withSeal("")));
  }
}
