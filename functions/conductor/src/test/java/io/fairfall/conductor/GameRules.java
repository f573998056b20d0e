package io.fairfall.conductor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.beacon.BeaconCrashPoint;
import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconRound;
import io.fairfall.beacon.BeaconSignature;
import io.fairfall.beaconclient.BeaconVerifier;
import io.fairfall.conductor.rounds.NextAction;
import io.fairfall.crash.Curve;
import io.fairfall.crash.HashChain;
import io.fairfall.crash.RoundEvent.Beacon;
import io.fairfall.crash.RoundEvent.Crashed;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.crash.RoundEvent.Started;
import io.fairfall.crash.RoundEvent.Voided;
import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;
import io.fairfall.money.Multiplier;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a whole game journal as a distrustful player would, and checks every rule in it. */
public final class GameRules {
  /** As the concept of fairness says it. */
  private static final long TOLD_AFTER_MS = 251;

  private static final long BEACON_AFTER_BETS_MS = 300;
  private static final long VOID_AFTER_BEACON_MS = 30_000;

  private final BeaconNetwork network;
  private final BeaconVerifier verifier;
  private final Set<String> chains;
  private final Set<String> hashes = new HashSet<>();
  private @Nullable Opened before;
  public int crashed;
  public int voided;

  private GameRules(BeaconNetwork network, Set<String> chains) {
    this.network = network;
    this.verifier = new BeaconVerifier(network);
    this.chains = chains;
  }

  /** Checks a journal whose last round may still be unfinished. */
  public static GameRules check(ConductorFixture house) {
    GameRules rules =
        new GameRules(
            house.network(),
            house.chains().stream().map(chain -> chain.id()).collect(Collectors.toSet()));
    List<Entry> entries = house.game();
    int i = 0;
    while (i < entries.size()) {
      i += rules.round(entries.subList(i, Math.min(i + 3, entries.size())));
    }
    Set<Entry> announced = new HashSet<>(house.announced);
    assertEquals(house.announced.size(), announced.size(), "an entry was announced twice");
    assertTrue(announced.size() <= entries.size());
    return rules;
  }

  private int round(List<Entry> slots) {
    assertEquals(Opened.TYPE, slots.get(0).type());
    Opened opened = JsonCodec.fromStore(Opened.class, slots.get(0).body());
    follows(opened);
    Beacon beacon = Objects.requireNonNull(opened.beacon());
    if (slots.size() == 1) {
      return 1;
    }
    if (slots.get(1).type().equals(Voided.TYPE)) {
      Voided end = JsonCodec.fromStore(Voided.class, slots.get(1).body());
      assertEquals(opened.commitment(), HashChain.commitmentOf(end.gameHash()));
      assertTrue(slots.get(1).atMs() > beacon.comesAtMs() + VOID_AFTER_BEACON_MS);
      assertTrue(hashes.add(end.gameHash()), "a link was used twice");
      voided++;
      return 2;
    }
    assertEquals(Started.TYPE, slots.get(1).type());
    Started start = JsonCodec.fromStore(Started.class, slots.get(1).body());
    assertTrue(start.startsAt() >= opened.startsAt());
    assertTrue(slots.get(1).atMs() >= beacon.comesAtMs());
    assertTrue(slots.get(1).atMs() <= beacon.comesAtMs() + VOID_AFTER_BEACON_MS);
    assertTrue(slots.get(1).atMs() >= start.startsAt() - NextAction.START_LEAD_MS);
    BeaconSignature signature = new BeaconSignature(Objects.requireNonNull(start.signature()));
    assertTrue(verifier.verify(new BeaconRound(beacon.round()), signature).isPresent());
    if (slots.size() == 3) {
      crash(opened, start.startsAt(), signature, slots.get(2));
    }
    return slots.size();
  }

  private void crash(Opened opened, long startsAt, BeaconSignature signature, Entry entry) {
    assertEquals(Crashed.TYPE, entry.type());
    Crashed end = JsonCodec.fromStore(Crashed.class, entry.body());
    Multiplier point = BeaconCrashPoint.of(signature, end.gameHash());
    assertEquals(point, end.crash());
    assertEquals(startsAt + Curve.msToReach(point), end.crashedAt());
    assertEquals(opened.commitment(), HashChain.commitmentOf(end.gameHash()));
    assertEquals(TOLD_AFTER_MS, end.toldAfter());
    assertTrue(entry.atMs() >= end.crashedAt() + TOLD_AFTER_MS, "announced too early");
    assertTrue(hashes.add(end.gameHash()), "a link was used twice");
    crashed++;
  }

  private void follows(Opened opened) {
    Opened last = before;
    long expected = last == null || !last.chain().equals(opened.chain()) ? 1 : last.game() + 1;
    assertEquals(expected, opened.game(), "games are in order");
    assertTrue(chains.contains(opened.chain()), "its chain was published");
    assertTrue(opened.closesAt() >= opened.opensAt() + ConductorFixture.TERMS.bettingMs());
    Beacon beacon = Objects.requireNonNull(opened.beacon());
    assertEquals(network, beacon.network());
    assertEquals(opened.closesAt() + BEACON_AFTER_BETS_MS, beacon.comesAtMs());
    assertEquals(opened.closesAt() + ConductorFixture.TERMS.lockMs(), opened.startsAt());
    before = opened;
  }
}
