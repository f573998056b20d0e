package io.fairfall.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import org.junit.jupiter.api.Test;

class GameEventsTest {
  @Test
  void anOpeningTellsItsTermsAndNotWhichLinkIsPlayed() {
    RoundEvent opened =
        new RoundEvent.Opened(
            "c1", 4, "ab", 10, 20, 30, Wei.of(1), Wei.ofEther(1), Wei.ofEther(10), 1);
    assertEquals(
        "{channel=game, id=12, type=round_open, at=9, data={roundId=12, opensAt=10, closesAt=20,"
            + " startsAt=30, commitment=ab, minStake=1, maxStake=1000000000000000000,"
            + " maxProfit=10000000000000000000}}",
        GameEvents.event(entry(12, opened)).toString());
  }

  /** A browser needs no more than this, and the game hash at the end, to check a round. */
  @Test
  void aRoundNamesTheBeaconThatDecidesItBeforeItsBetsAndBringsItWithItsStart() {
    BeaconNetwork network = BeaconNetwork.development("ab".repeat(96), 0, 100);
    RoundEvent.Opened opened =
        new RoundEvent.Opened(
            "c1",
            4,
            "ab",
            10,
            20,
            900,
            Wei.of(1),
            Wei.ofEther(1),
            Wei.ofEther(10),
            1,
            Wei.ofEther(1),
            RoundEvent.Beacon.of(network, network.roundFor(20)));
    String named = String.valueOf(GameEvents.data(entry(12, opened)).get("beacon"));
    assertEquals(
        "{name=development, chainHash="
            + network.chainHash()
            + ", publicKey="
            + "ab".repeat(96)
            + ", genesisMs=0, periodMs=100, round=5}",
        named);
    assertEquals(
        "{roundId=12, startsAt=950, signature=" + "5a".repeat(48) + "}",
        GameEvents.data(entry(13, new RoundEvent.Started(950, null, "5a".repeat(48)))).toString());
  }

  @Test
  void laterEntriesNameTheRoundThatTheyBelongTo() {
    assertEquals(
        "{roundId=12, startsAt=30}",
        GameEvents.data(entry(13, new RoundEvent.Started(30))).toString());
    assertEquals(
        "{roundId=12, gameHash=ef, reason=late}",
        GameEvents.data(entry(13, new RoundEvent.Voided("ef", "late"))).toString());
    assertEquals(
        "{roundId=12, crash=189, crashedAt=40, gameHash=ef}",
        GameEvents.data(entry(14, new RoundEvent.Crashed(new Multiplier(189), 40, "ef")))
            .toString());
  }

  private static Entry entry(long version, RoundEvent event) {
    return new Entry(GameJournal.NAME, version, event.type(), 9, JsonCodec.write(event));
  }
}
