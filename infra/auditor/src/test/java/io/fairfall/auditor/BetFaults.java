package io.fairfall.auditor;

import java.util.List;

/** What is planted in bets, in how they end, and in how players protect themselves. */
final class BetFaults {
  private static final String ALICE = AccountFaults.ALICE;
  private static final String BOB = AccountFaults.BOB;
  private static final String CAROL = AccountFaults.CAROL;

  private BetFaults() {}

  static List<Planted> bets() {
    return List.of(
        AccountFaults.of(
            "an open bet whose cap changes on the way",
            "bet/1",
            x -> AccountFaults.forge(x, ALICE, "cashout", "\"c\":4100", "\"c\":9100")),
        AccountFaults.of(
            "an open bet that comes from nowhere",
            "bet/1",
            x ->
                AccountFaults.forge(
                    x, BOB, "settle", "\"b\":\\[\\]", "\"b\":[" + open(1, 10) + "]")),
        AccountFaults.of(
            "a fifth open bet",
            "openBets/1",
            x ->
                AccountFaults.forge(
                    x, BOB, "bet", "\"b\":\\[", "\"b\":[" + (open(1, 7) + ",").repeat(4))),
        AccountFaults.of(
            "a bet on a round that was over",
            "betRound/2",
            x -> AccountFaults.forge(x, BOB, "bet", "\"r\":7", "\"r\":4")),
        AccountFaults.of(
            "a bet on what is no round",
            "betRound/2",
            x -> x.forge(x.line(BOB, 5), "\"g\":10(.*)\"r\":10", "\"g\":11$1\"r\":11")),
        AccountFaults.of(
            "a bet that was stamped after betting had closed",
            "betLate/2",
            x -> {
              Line bet = x.line(ALICE, 2);
              long closed = number(x.line("game", 7), "closesAt");
              return x.forge(bet, "\"t\":\\d+", "\"t\":" + closed);
            }),
        AccountFaults.of(
            "a bet that was written after the crash",
            "betLate/2",
            x -> {
              long crashed = number(x.line("game", 20), "crashedAt");
              return x.forge(x.line(ALICE, 8), one -> one.withAt(crashed + 1));
            }));
  }

  static List<Planted> bounds() {
    return List.of(
        AccountFaults.of(
            "a bet on settings that pause it",
            "paused/1",
            x -> AccountFaults.forge(x, BOB, "bet", "\"v\":2", "\"v\":1")),
        AccountFaults.of(
            "a bet an hour after a pause",
            "paused/1",
            x -> {
              Line pause = x.line("settings", 3);
              x.change(pause, one -> one.withAt(x.line(ALICE, 8).at() - 3_600_000));
              return x.line(ALICE, 8);
            }),
        AccountFaults.of(
            "a withdrawal while withdrawals are paused",
            "paused/1",
            x -> {
              x.edit(
                  x.line("settings", 2),
                  "\"withdrawalsPaused\":false",
                  "\"withdrawalsPaused\":true");
              return x.find(BOB, one -> one.type().equals("withdrawal"));
            }),
        AccountFaults.of(
            "a withdrawal of one wei less than the smallest",
            "minimum/1",
            x -> {
              x.edit(
                  x.line("settings", 2),
                  "\"withdrawalsPaused\":false",
                  "\"withdrawalsPaused\":false,\"withdrawalMinimum\":\"4001\"");
              return x.find(BOB, one -> one.type().equals("withdrawal"));
            }),
        AccountFaults.of(
            "a seat that is forgotten",
            "seat/1",
            x -> AccountFaults.forge(x, ALICE, "settle", "\"st\":3", "\"st\":1")),
        AccountFaults.of(
            "a third seat",
            "seat/1",
            x -> AccountFaults.forge(x, BOB, "bet", "\"s\":1", "\"s\":3")),
        AccountFaults.of(
            "a seat that is taken twice",
            "seat/1",
            x -> x.forge(x.line(ALICE, 3), "\"s\":2", "\"s\":1")),
        AccountFaults.of(
            "a stake beyond the round's largest",
            "stake/2",
            x -> {
              x.edit(x.line("game", 7), "\"maxStake\":\"1000\"", "\"maxStake\":\"450\"");
              return x.line(ALICE, 2);
            }),
        AccountFaults.of(
            "a raised stake of somebody who is not in the rollout",
            "stake/2",
            x -> {
              x.edit(x.line("settings", 3), "\"rolloutPercent\":100", "\"rolloutPercent\":0");
              return x.line(ALICE, 15);
            }),
        AccountFaults.of(
            "a cap that allows more",
            "cap/2",
            x -> AccountFaults.forge(x, BOB, "bet", "\"c\":6766", "\"c\":9999")),
        AccountFaults.of(
            "an automatic cashout that wins nothing",
            "auto/2",
            x -> AccountFaults.forge(x, BOB, "bet", "\"m\":120", "\"m\":100")));
  }

  static List<Planted> ends() {
    return List.of(
        AccountFaults.of(
            "a bet that is not ended though its round is over",
            "due/1",
            x -> x.forge(x.line(ALICE, 9), "\"e\":\\[[^\\]]*\\],", "")),
        AccountFaults.of(
            "a lost bet that is paid",
            "end/1",
            x -> x.forge(x.line(CAROL, 3), "\"k\":\"LOST\"", "\"k\":\"AUTO\",\"m\":150")),
        AccountFaults.of(
            "an automatic win that pays more",
            "end/1",
            x -> x.forge(x.line(ALICE, 5), "\"m\":150\\}\\]", "\"m\":151}]")),
        AccountFaults.of(
            "a win above the force point",
            "end/1",
            x -> {
              x.edit(x.line("game", 40), "\"at\":218", "\"at\":217");
              return x.line(ALICE, 16);
            }),
        AccountFaults.of(
            "an end of a bet that is not the account's",
            "endedOnce/1",
            x -> x.forge(x.line(CAROL, 3), "\"b\":2,", "\"b\":1,")),
        AccountFaults.of("a bet that ends twice", "endedOnce/1", BetFaults::endedTwice),
        AccountFaults.of(
            "a cashout above the curve",
            "cashout/1",
            x -> x.forge(x.line(ALICE, 4), "\"m\":127", "\"m\":128")),
        AccountFaults.of(
            "a cashout before the flight",
            "cashout/1",
            x -> x.forge(x.line(ALICE, 4), "\"t\":\\d+", "\"t\":1800000187644")),
        AccountFaults.of(
            "a cashout that came after the crash and pays more than its target",
            "cashout/1",
            x ->
                x.forge(
                    x.line(BOB, 4), "\"k\":\"AUTO\",\"m\":120", "\"k\":\"CASHED_OUT\",\"m\":290")),
        AccountFaults.of(
            "a correction by a stamp after the crash",
            "correction/1",
            x -> {
              long crashed = number(x.line("game", 35), "crashedAt");
              return x.forge(AccountFaults.correction(x), "\"t\":\\d+", "\"t\":" + (crashed + 1));
            }),
        AccountFaults.of(
            "a correction of a bet that was won",
            "correction/1",
            x -> x.forge(x.line(BOB, 4), "\"k\":\"AUTO\"", "\"k\":\"CORRECTED\"")),
        AccountFaults.of("a second correction", "correction/1", BetFaults::correctedAgain),
        AccountFaults.of(
            "a bet that stays open",
            "openBet/1",
            x -> {
              x.cut(ALICE, 18);
              return x.line(ALICE, 17);
            }));
  }

  private static Line endedTwice(Forgery x) {
    Line settled = x.line(CAROL, 3);
    String end = settled.body().replaceFirst(".*\"e\":\\[([^\\]]*)\\].*", "$1");
    return x.forge(settled, "\"e\":\\[", "\"e\":[" + end.replace("$", "") + ",");
  }

  private static Line correctedAgain(Forgery x) {
    Line first = AccountFaults.correction(x);
    Line next = x.line(CAROL, first.version() + 1);
    return x.forge(next, one -> one.withBody(first.body()).withType("cashout"));
  }

  static List<Planted> protection() {
    return List.of(
        AccountFaults.of(
            "a limit that is raised at once",
            "protection/1",
            x ->
                x.forge(x.line(CAROL, 10), "\"l\":\"5000,20000,4000,\"", "\"l\":\"6000,20000,,\"")),
        AccountFaults.of(
            "a loss that is not counted",
            "protection/1",
            x -> x.forge(x.line(CAROL, 9), "1000,1000,1000,1000", "1000,0,1000,0")),
        AccountFaults.of(
            "a bet during a self-exclusion",
            "excluded/2",
            x -> {
              x.forge(x.line(CAROL, 10), "\"x\":0", "\"x\":1900000000000");
              return x.line(CAROL, 11);
            }),
        AccountFaults.of(
            "a bet beyond the player's limit",
            "limit/4",
            x -> {
              x.forge(x.line(CAROL, 7), "\"l\":\"5000,,4000,\"", "\"l\":\"5000,,999,\"");
              return x.line(CAROL, 8);
            }),
        AccountFaults.of(
            "a cool-off that nobody can ask for",
            "limits/1",
            x -> x.forge(x.line(CAROL, 10), ",,;1;", ",,;99;")));
  }

  private static String open(long id, long round) {
    return "{\"i\":%d,\"r\":%d,\"s\":1,\"x\":\"0\",\"c\":101}".formatted(id, round);
  }

  static long number(Line line, String member) {
    return Long.parseLong(line.body().replaceFirst(".*\"" + member + "\":(\\d+).*", "$1"));
  }
}
