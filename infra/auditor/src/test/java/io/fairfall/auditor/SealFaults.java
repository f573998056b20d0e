package io.fairfall.auditor;

import java.math.BigInteger;
import java.util.List;

/** What somebody plants who can write to a table, and has no key or an old one. */
final class SealFaults {
  private static final String ALICE = AccountFaults.ALICE;
  private static final String BOB = AccountFaults.BOB;

  private SealFaults() {}

  static List<Planted> seals() {
    return List.of(
        Planted.of(
            "a balance that is changed without the key",
            "JournalReading.mac/3",
            x -> x.edit(x.line(ALICE, 5), "\"a\":\"1", "\"a\":\"9")),
        Planted.of(
            "an entry without a seal",
            "JournalReading.mac/3",
            x -> x.change(x.line(ALICE, 5), one -> one.withSeal(""))),
        Planted.of(
            "an entry in another account",
            "JournalReading.mac/3",
            x -> x.change(x.last(ALICE), one -> x.last(ALICE).withBody(x.last(BOB).body()))),
        Planted.of(
            "a house that was sealed, and is not any more",
            "JournalReading.mac/3",
            x -> {
              x.reseal("house");
              return x.change(x.last("house"), one -> one.withSeal(""));
            }),
        Planted.of(
            "a funding of 1,000 ether without the key",
            "JournalReading.mac/3",
            x -> {
              Line forged = thousandEther(x.last("house")).withSeal("");
              x.put(forged);
              x.put(forged.inJournal("funding:forged").withVersion(1));
              return forged;
            }),
        Planted.of(
            "facts of a round that somebody makes up without the key",
            "JournalReading.mac/3",
            x -> {
              Line forged = x.last("round:48").withVersion(x.last("round:48").version() + 1);
              x.put(forged.withAt(x.last("house").at()).withSeal(""));
              return forged;
            }),
        Planted.of(
            "a whole journal that somebody makes up without the key",
            "JournalReading.mac/3",
            x -> {
              Line forged = x.last("house").inJournal("posting:43").withVersion(1).withSeal("");
              x.put(forged);
              return forged;
            }),
        Planted.of(
            "a pause that is taken back without the key",
            "JournalReading.mac/3",
            x -> {
              Line forged = x.last("settings").withVersion(x.last("settings").version() + 1);
              x.put(forged.withAt(x.last("house").at()).withSeal(""));
              return forged;
            }),
        Planted.of(
            "a crash that somebody writes anew without the key",
            "JournalReading.mac/3",
            x -> x.change(x.last("game"), one -> one.withAt(one.at() + 1))));
  }

  static List<Planted> keys() {
    return List.of(
        Planted.of(
            "an account that an old key seals anew",
            "JournalReading.key/2",
            x -> {
              x.reseal(ALICE, line -> ReferenceHouse.FIRST_KEY);
              return x.last(ALICE);
            }),
        Planted.of(
            "an entry that goes back to an old key",
            "JournalReading.key/2",
            x -> {
              long last = x.last(ALICE).version();
              x.reseal(
                  ALICE,
                  line ->
                      line.version() == 4 ? ReferenceHouse.SECOND_KEY : ReferenceHouse.FIRST_KEY);
              return x.line(ALICE, last < 5 ? last : 5);
            }),
        Planted.of(
            "a journal that no house has",
            "PlainReading.stranger/1",
            x -> {
              Line line =
                  new Line(Line.ACCOUNTS, "balance:0x1", 1, "x", ReferenceHouse.BEGIN_MS, "{}", "");
              x.put(line);
              return line;
            }));
  }

  static List<Planted> tails() {
    return List.of(
        Planted.of(
            "a game whose tail was cut off",
            "CheckpointReading.checkpoint/1",
            x -> {
              Line last = x.last("game");
              x.remove(last);
              return last;
            }),
        Planted.of(
            "books whose tail was cut off",
            "CheckpointReading.checkpoint/1",
            x -> {
              Line last = x.last("house");
              x.remove(last);
              x.cut("funding:more", 1);
              return last;
            }),
        Planted.of(
            "a tail that was cut off",
            "CheckpointReading.checkpoint/1",
            x -> {
              Line last = x.last(ALICE);
              x.remove(last);
              return last;
            }),
        Planted.of(
            "a history that was written anew with the keys",
            "CheckpointReading.checkpoint/1",
            x -> x.forge(x.last(ALICE), one -> one.withAt(one.at() + 1))),
        Planted.of(
            "a checkpoint that nobody signed",
            "CheckpointReading.checkpoint/1",
            x -> {
              Line first = x.line(BOB, 1);
              Line forged =
                  new Line(Line.CHECKPOINTS, BOB, 1, "checkpoint", 0, "1.forged", first.seal());
              x.put(forged);
              return forged;
            }));
  }

  /** The books after it follow from those before it. */
  static Line thousandEther(Line last) {
    long version = last.version() + 1;
    BigInteger amount = BigInteger.TEN.pow(21);
    BigInteger posted = books(last, "posted");
    BigInteger funded = books(last, "funded").add(amount);
    String body =
        ("{\"id\":\"forged\",\"amount\":\"%s\",\"by\":\"treasurer\",\"reason\":\"more\",\"house\":"
                + "{\"version\":%d,\"bankroll\":\"%s\",\"posted\":\"%s\",\"funded\":\"%s\"}}")
            .formatted(amount, version, posted.add(funded), posted, funded);
    return last.withVersion(version).withBody(body);
  }

  private static BigInteger books(Line line, String member) {
    return new BigInteger(line.body().replaceFirst(".*\"" + member + "\":\"(-?\\d+)\".*", "$1"));
  }
}
