package io.fairfall.treasury;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.crash.bets.AccountBets;
import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.crash.bets.Close;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Entry;
import io.fairfall.ledger.AccountEntry;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is posted is what the accounts say, whatever the projector and the settler do when. */
@Tag("integration")
class HouseLegsTest {
  private static final int SEEDS = 60;
  private static final int ROUNDS = 25;
  private static final int MAX_PROJECTIONS = 2_000;

  @Test
  void theHousesLegsOfARoundAreItsPostings() {
    long corrections = 0;
    long postings = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      TreasuryFixture casino = new TreasuryFixture(seed);
      List<Long> rounds = play(casino, new Random(-seed));
      Map<Long, BigInteger> legs = new HashMap<>();
      BigInteger all = BigInteger.ZERO;
      for (String player : TreasuryFixture.PLAYERS) {
        for (Entry entry : casino.entries(player)) {
          AccountEntry read = BetEntryCodec.INSTANCE.read(entry);
          ends(read).forEach(end -> legs.merge(end.roundId(), houseLeg(end), BigInteger::add));
          corrections +=
              ends(read).stream().filter(end -> end.result() == Close.Result.CORRECTED).count();
          all = all.add(read.legs().house());
          if (read.kind() == AccountEntry.Kind.ADJUSTMENT) {
            // what the test gave to the player; bets that ended on the way are of their rounds
            all = all.add(BigInteger.valueOf(1_000));
          }
        }
      }
      for (long round : rounds) {
        BigInteger posted =
            casino.house.posted(round).map(RoundPosting::total).orElse(BigInteger.ZERO);
        assertEquals(
            legs.getOrDefault(round, BigInteger.ZERO), posted, "seed " + seed + " round " + round);
        assertAnAuditorFindsTheSame(casino, round);
      }
      assertEquals(all, casino.house.books().posted(), "seed " + seed);
      postings += casino.house.books().version();
    }
    assertTrue(corrections > SEEDS, "the seeds correct losses: " + corrections);
    assertTrue(postings > SEEDS * ROUNDS, "the seeds post rounds bit by bit: " + postings);
  }

  /** Plays with postings at any time, then lets everything be told and posted. */
  private static List<Long> play(TreasuryFixture casino, Random random) {
    List<Long> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      rounds.add(casino.round());
      casino.project();
      if (random.nextBoolean()) {
        casino.settle();
      }
      for (int post = random.nextInt(4); post > 0; post--) {
        casino.post(rounds.get(random.nextInt(rounds.size())));
      }
    }
    casino.settle();
    for (int i = 0; i < MAX_PROJECTIONS && !casino.isAllTold(); i++) {
      casino.project();
    }
    assertTrue(casino.isAllTold());
    rounds.forEach(casino::post);
    long version = casino.house.books().version();
    rounds.forEach(casino::post);
    assertEquals(version, casino.house.books().version(), "nothing is left");
    return rounds;
  }

  private static void assertAnAuditorFindsTheSame(TreasuryFixture casino, long round) {
    BigInteger sum = BigInteger.ZERO;
    long through = 0;
    for (Entry entry : casino.events.range(HouseJournal.postingsOf(round), 1, Long.MAX_VALUE)) {
      HouseEntry.Posted posted = (HouseEntry.Posted) HouseJson.read(entry);
      RoundPosting posting = posted.posting();
      assertEquals(through + 1, posting.from());
      through = posting.through();
      sum = sum.add(posting.delta());
      assertEquals(sum, posting.total());
      assertEquals(
          sum, RoundPnl.of(RoundFacts.told(casino.events, round, through).facts()).house());
      Entry inHouse =
          casino
              .events
              .range(HouseJournal.NAME, posted.after().version(), posted.after().version())
              .getFirst();
      assertEquals(entry.body(), inHouse.body());
    }
  }

  private static List<Close> ends(AccountEntry entry) {
    List<Close> ends = new ArrayList<>(AccountBets.closes(entry));
    AccountBets.cashout(entry).ifPresent(ends::add);
    return ends;
  }

  private static BigInteger houseLeg(Close end) {
    BigInteger kept =
        end.result() == Close.Result.CORRECTED ? BigInteger.ZERO : end.stake().value();
    return kept.subtract(end.payout().value());
  }
}
