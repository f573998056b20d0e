package io.fairfall.conductor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.conductor.fairness.PublishedHashChain;
import io.fairfall.conductor.rounds.NextAction;
import io.fairfall.crash.CrashPoint;
import io.fairfall.crash.Curve;
import io.fairfall.crash.HashChain;
import io.fairfall.crash.RoundEvent.Crashed;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.crash.RoundEvent.Started;
import io.fairfall.crash.RoundEvent.Voided;
import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;
import io.fairfall.money.Multiplier;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a whole game journal as a distrustful player would, and checks every rule in it. */
public final class GameRules {
  /** As the concept of fairness says it. */
  private static final long TOLD_AFTER_MS = 251;

  private final Map<String, PublishedHashChain> chains;
  private final Set<String> hashes = new HashSet<>();
  private @Nullable Opened before;
  public int crashed;
  public int voided;

  private GameRules(List<PublishedHashChain> chains) {
    this.chains =
        chains.stream().collect(Collectors.toMap(PublishedHashChain::id, Function.identity()));
  }

  /** Checks a journal whose last round may still be unfinished. */
  public static GameRules check(ConductorFixture house) {
    GameRules rules = new GameRules(house.chains());
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
    if (slots.size() == 1) {
      return 1;
    }
    if (slots.get(1).type().equals(Voided.TYPE)) {
      Voided end = JsonCodec.fromStore(Voided.class, slots.get(1).body());
      assertEquals(opened.commitment(), HashChain.commitmentOf(end.gameHash()));
      assertTrue(slots.get(1).atMs() > opened.startsAt() + NextAction.MAX_START_DELAY_MS);
      assertTrue(hashes.add(end.gameHash()), "a link was used twice");
      voided++;
      return 2;
    }
    assertEquals(Started.TYPE, slots.get(1).type());
    assertTrue(slots.get(1).atMs() <= opened.startsAt() + NextAction.MAX_START_DELAY_MS);
    assertTrue(slots.get(1).atMs() >= opened.startsAt() - NextAction.START_LEAD_MS);
    if (slots.size() == 3) {
      crash(opened, slots.get(2));
    }
    return slots.size();
  }

  private void crash(Opened opened, Entry entry) {
    assertEquals(Crashed.TYPE, entry.type());
    Crashed end = JsonCodec.fromStore(Crashed.class, entry.body());
    PublishedHashChain chain = chains.get(opened.chain());
    assertNotNull(chain);
    Multiplier point = CrashPoint.of(end.gameHash(), chain.salt().orElseThrow());
    assertEquals(point, end.crash());
    assertEquals(opened.startsAt() + Curve.msToReach(point), end.crashedAt());
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
    assertEquals(opened.opensAt() + ConductorFixture.TERMS.bettingMs(), opened.closesAt());
    assertEquals(opened.closesAt() + ConductorFixture.TERMS.lockMs(), opened.startsAt());
    before = opened;
  }
}
