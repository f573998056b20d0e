package io.fairfall.auditor;

import java.util.List;
import java.util.function.Function;

/** What is planted in journals of every kind, in the game, and in the books of the house. */
final class JournalFaults {
  private static final String ALICE = AccountFaults.ALICE;
  private static final String BOB = AccountFaults.BOB;

  private JournalFaults() {}

  static List<Planted> everywhere() {
    return List.of(
        Planted.of(
            "an entry that is gone",
            "JournalReading.gap/2",
            x -> {
              x.remove(x.line(ALICE, 8));
              return x.line(ALICE, 9);
            }),
        Planted.of(
            "a first entry that is gone",
            "JournalReading.gap/2",
            x -> {
              x.remove(x.line("settings", 1));
              return x.line("settings", 2);
            }),
        Planted.of(
            "an entry that is older than the one before",
            "JournalReading.time/2",
            x -> x.change(x.line("settings", 2), one -> one.withAt(one.at() - 80_000))),
        Planted.of(
            "an entry from the future",
            "JournalReading.time/2",
            x -> x.change(x.last("house"), one -> one.withAt(2_000_000_000_000L))),
        Planted.of(
            "a member that is there twice",
            "JournalReading.unreadable/2",
            x -> x.edit(x.line("settings", 4), "\"by\":", "\"by\":\"nobody\",\"by\":")),
        Planted.of(
            "a number that wraps",
            "JournalReading.unreadable/2",
            x -> x.forge(x.line(BOB, 3), "\"m\":120", "\"m\":18446744073709551736")),
        Planted.of(
            "a member that nobody knows",
            "JournalReading.unreadable/2",
            x -> x.edit(x.line("game", 7), "\"curve\":1", "\"curve\":1,\"salt\":\"\"")));
  }

  static List<Planted> game() {
    return List.of(
        in(
            "GameReading.round/2",
            "a round that opens before the last has ended",
            x -> {
              x.cut("game", 50);
              Line opened = x.line("game", 48).withVersion(50);
              x.put(opened);
              return opened;
            }),
        in(
            "GameReading.roundTime/2",
            "a round that closes before it opens",
            x -> x.edit(x.line("game", 48), "\"closesAt\":18000949", "\"closesAt\":18000948")),
        in(
            "GameReading.roundTime/2",
            "an opening that is written later than it says",
            x -> x.change(x.line("game", 48), one -> one.withAt(one.at() + 5_000))),
        in(
            "GameReading.roundTimeOfStart/3",
            "a flight that starts at another instant",
            x -> x.edit(x.line("game", 49), "\"startsAt\":(\\d+)0(\\d{2})", "\"startsAt\":$11$2")),
        in(
            "GameReading.roundTimeOfEnd/3",
            "a round that is voided though nobody missed its start",
            x -> x.change(x.line("game", 11), one -> one.withAt(one.at() - 500))),
        in(
            "GameReading.roundTimeOfEnd/3",
            "a crash that is told before it happens",
            x -> x.change(x.line("game", 50), one -> one.withAt(one.at() - 252))));
  }

  static List<Planted> hashes() {
    return List.of(
        in(
            "FairnessReading.fairness/2",
            "a salt of another block",
            x -> x.edit(x.line("fairness", 2), "\"saltBlock\":10", "\"saltBlock\":11")),
        in(
            "FairnessReading.fairness/2",
            "a chain that is committed to twice",
            x -> x.edit(x.line("fairness", 3), "\"chain\":\"c1\"", "\"chain\":\"c0\"")),
        in(
            "GameReading.chain/2",
            "a chain that is left before it is used up, and come back to",
            x -> x.edit(x.line("game", 30), "\"chain\":\"c1\"", "\"chain\":\"c0\"")),
        in(
            "GameReading.chain/2",
            "a game of a chain that nobody committed to",
            x -> x.edit(x.line("game", 48), "\"chain\":\"c1\"", "\"chain\":\"c9\"")),
        in(
            "GameReading.chain/2",
            "a game that is left out",
            x -> x.edit(x.line("game", 48), "\"game\":12", "\"game\":13")),
        in(
            "GameReading.chain/2",
            "a chain that is played before its salt is published",
            x -> {
              x.change(x.line("fairness", 2), one -> one.withAt(one.at() + 600_000));
              return x.line("game", 1);
            }),
        in(
            "GameReading.hash/2",
            "a commitment to another hash",
            x -> x.edit(x.line("game", 48), "\"commitment\":\"..", "\"commitment\":\"00")),
        in(
            "GameReading.hash/2",
            "a chain that does not begin at its end",
            x -> x.edit(x.line("game", 1), "\"commitment\":\"..", "\"commitment\":\"00")),
        in(
            "GameReading.hashOfEnd/3",
            "another hash than was committed to",
            x -> x.edit(x.line("game", 50), "\"gameHash\":\"..", "\"gameHash\":\"00")),
        in(
            "GameReading.crashPoint/4",
            "a crash point that was chosen",
            x -> x.edit(x.line("game", 50), "\"crash\":\\d+", "\"crash\":149")),
        in(
            "GameReading.crashInstant/3",
            "a crash a millisecond late",
            x -> x.edit(x.line("game", 50), "\"crashedAt\":(\\d+)8,", "\"crashedAt\":$19,")),
        in(
            "GameReading.told/2",
            "a crash that is told a millisecond too soon",
            x -> x.change(x.line("game", 50), one -> one.withAt(one.at() - 1))),
        in(
            "GameReading.told/2",
            "a crash that was to be told sooner than a stamp may lie back",
            x -> x.edit(x.line("game", 50), "\"toldAfter\":251", "\"toldAfter\":250")));
  }

  static List<Planted> bounds() {
    return List.of(
        in(
            "GameReading.terms/2",
            "a largest stake 400 times the deployed one",
            x -> x.edit(x.line("game", 48), "\"maxStake\":\"1000\"", "\"maxStake\":\"400000\"")),
        in(
            "GameReading.terms/2",
            "a largest stake that settings do not set",
            x -> x.edit(x.line("game", 39), "\"maxStake\":\"900\"", "\"maxStake\":\"360000\"")),
        in(
            "GameReading.terms/2",
            "a profit beyond the share of the bankroll",
            x -> x.edit(x.line("game", 39), "\"maxProfit\":\"5000\"", "\"maxProfit\":\"15000\"")),
        in(
            "GameReading.terms/2",
            "a profit below the share of the bankroll",
            x -> x.edit(x.line("game", 39), "\"maxProfit\":\"5000\"", "\"maxProfit\":\"500\"")),
        in(
            "GameReading.force/2",
            "a force point of 1.01 without a share set",
            x -> x.edit(x.line("game", 49), "\\}$", ",\"force\":{\"at\":101,\"through\":1}}")),
        in(
            "GameReading.force/2",
            "a force point that is too low for its share",
            x -> x.edit(x.line("game", 40), "\"at\":218", "\"at\":101")),
        in(
            "GameReading.force/2",
            "a force point that is too high for its share",
            x -> x.edit(x.line("game", 40), "\"at\":218", "\"at\":400")),
        in(
            "GameReading.terms/2",
            "terms from a bankroll that the house never had",
            x -> x.edit(opening(x), "\"bankroll\":\"(\\d+)\"", "\"bankroll\":\"$19\"")),
        in(
            "GameReading.terms/2",
            "an opening that names no bankroll, after others did",
            x -> {
              Line next = opening(x);
              Line after = next.withVersion(next.version() + 3);
              x.put(after);
              return x.edit(after, ",\"bankroll\":\"\\d+\"", "");
            }),
        in(
            "GameReading.terms/2",
            "a profit beyond the share that counts where none is set",
            x -> x.edit(opening(x), "\"bankroll\":\"\\d+\"", "\"bankroll\":\"1999900\"")),
        in(
            "GameReading.force/2",
            "a force point beyond the share that counts where none is set",
            x -> x.edit(x.line("game", opening(x).version() + 1), "\"at\":(\\d+)", "\"at\":$19")));
  }

  /** The newest round's: its terms name the bankroll that they are shares of. */
  static Line opening(Forgery x) {
    return x.line("game", x.last("game").version() - 2);
  }

  static List<Planted> facts() {
    return List.of(
        in(
            "RoundReading.fact/3",
            "a fact that is told twice in two ways",
            x -> {
              Line first = x.line("round:7", 1);
              Line again = first.withVersion(4).withAt(x.last("round:7").at());
              x.put(
                  again.withBody(
                      first.body().replaceFirst("\"stake\":\"300\"", "\"stake\":\"301\"")));
              return x.line("round:7", 4);
            }),
        in(
            "FactNaming.fact/0",
            "a fact that stands in no account",
            x -> x.edit(x.line("round:42", 1), "\"betId\":\"8\"", "\"betId\":\"88\"")),
        in(
            "FactNaming.fact/0",
            "a bet that no round tells",
            x -> {
              x.edit(x.line("round:48", 1), "\\{\"player\":\"[^}]*\"version\":16,[^}]*\\},", "");
              return x.line(BOB, 16);
            }),
        in(
                "RoundReading.requireTotal/3",
                "a round that was never posted",
                x -> {
                  x.cut("posting:48", 1);
                  return x.line("round:48", 2);
                })
            .filedUnder("posting"),
        in(
                "RoundReading.requireTotal/3",
                "a round that is posted with more than its facts",
                x -> {
                  String more = "\"delta\":\"1001\",\"total\":\"1001\"";
                  x.edit(x.line("posting:42", 1), "\"delta\":\"1000\",\"total\":\"1000\"", more);
                  return x.line("round:42", 2);
                })
            .filedUnder("posting"));
  }

  static List<Planted> witnesses() {
    return List.of(
        in(
            "WitnessReading.witness/2",
            "a change of limits that was cut off before a checkpoint had seen it",
            x -> {
              Line last = x.last(AccountFaults.CAROL);
              x.remove(last);
              return x.line("witness:" + ReferenceHistory.CAROL + ":" + last.version(), 1);
            }),
        in(
            "WitnessReading.witness/2",
            "an adjustment that is another one now",
            x -> {
              Line adjusted = x.find(BOB, one -> one.type().equals("adjustment"));
              x.forge(adjusted, "a gift", "a debt");
              return x.line("witness:" + ReferenceHistory.BOB + ":" + adjusted.version(), 1);
            }));
  }

  static List<Planted> postings() {
    return List.of(
        in(
            "PostingReading.posting/3",
            "a posting that begins too late",
            x -> x.edit(x.line("posting:33", 2), "\"from\":3", "\"from\":2")),
        in(
            "PostingReading.posting/3",
            "a posting of a round that has no facts",
            x -> {
              Line strange = x.line("posting:42", 1).inJournal("posting:43");
              x.put(strange);
              return strange;
            }),
        in(
            "BooksReading.twin/2",
            "a posting that the house's journal does not have",
            x -> x.edit(x.line("posting:42", 1), "\"through\":2", "\"through\":3")),
        in(
            "BooksReading.twin/2",
            "a funding that stands nowhere else",
            x -> {
              x.cut("funding:more", 1);
              return x.last("house");
            }));
  }

  static List<Planted> books() {
    return List.of(
        in(
            "HouseReading.books/3",
            "books that do not follow",
            x -> x.edit(x.line("house", 5), "\"posted\":\"2772\"", "\"posted\":\"2773\"")),
        in(
            "HouseReading.books/3",
            "a bankroll that is not the sum",
            x -> x.edit(x.last("house"), "\"bankroll\":\"1", "\"bankroll\":\"9")),
        in(
            "HouseReading.funding/3",
            "a funding of nobody",
            x -> x.edit(x.last("house"), "\"by\":\"treasurer\"", "\"by\":\" \"")),
        in(
            "HouseReading.funding/3",
            "a withdrawal of more than there is",
            x ->
                x.edit(
                    x.last("house"),
                    "\"amount\":\"5000\"(.*)\"bankroll\":\"\\d+\"",
                    "\"amount\":\"-99999999\"$1\"bankroll\":\"-1\"")),
        in(
            "HouseReading.authority/2",
            "a funding of 1,000 ether that nobody vouches for",
            x -> {
              Line forged = SealFaults.thousandEther(x.last("house")).withSeal("");
              x.put(forged);
              x.put(forged.inJournal("funding:forged").withVersion(1));
              return forged;
            }),
        in(
            "SettingsReading.settings/5",
            "settings that contradict themselves",
            x -> x.edit(x.line("settings", 3), "\"minStake\":\"10\"", "\"minStake\":\"1000\"")),
        in(
            "SettingsReading.settings/5",
            "a change that changes nothing",
            x -> {
              Line last = x.last("settings");
              Line same = last.withVersion(last.version() + 1);
              x.put(same);
              return same;
            }),
        in(
            "SettingsReading.settings/5",
            "a change by nobody",
            x -> x.edit(x.line("settings", 4), "\"by\":\"operator\"", "\"by\":\"\"")),
        in(
            "SettingsReading.settings/5",
            "a part of the house that raises stakes",
            x -> x.edit(x.line("settings", 3), "\"by\":\"operator\"", "\"by\":\"audit\"")));
  }

  static Planted in(String check, String name, Function<Forgery, Line> plant) {
    String method = check.substring(check.indexOf('.') + 1, check.indexOf('/'));
    return Planted.of(name, check, plant)
        .filedUnder(Planted.word(method.replaceAll("Of(Start|End)$", "")));
  }
}
