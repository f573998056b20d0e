package io.fairfall.admin;

import io.avaje.jsonb.Json;
import io.fairfall.audit.check.DeployedBounds;
import io.fairfall.journal.Entry;
import io.fairfall.journal.MacChain;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import io.fairfall.json.BrokenStoreException;
import io.fairfall.json.JsonCodec;
import io.fairfall.money.Wei;
import io.fairfall.settings.BetBounds;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The bounds that were deployed, as the audit has come to know them. They stand in no journal but
 * its own: each of its entries carries all that it has ever been deployed with, from when on it has
 * known them, and a signature, for anybody may have written that entry who can write to the table.
 *
 * @param sinceMs when the first audit began that knew any
 * @param bounds each once, in the order in which they were seen
 * @param signature {@code <key id>.<base64url>}: an HMAC-SHA-256 over all of this
 */
@Json
record DeployedSoFar(long sinceMs, List<Amounts> bounds, String signature) {
  /** So many of the audit's entries are looked at for one that is genuine. */
  static final int MAX_ENTRIES = 20;

  DeployedSoFar {
    bounds = List.copyOf(bounds);
  }

  /** Bounds of bets, in wei. */
  @Json
  record Amounts(Wei minStake, Wei maxStake, Wei maxProfit) {
    static Amounts of(BetBounds bounds) {
      return new Amounts(bounds.minStake(), bounds.maxStake(), bounds.maxProfit());
    }

    BetBounds bounds() {
      return new BetBounds(minStake, maxStake, maxProfit);
    }
  }

  /** What an entry of the audit's tells of them; entries of older builds tell nothing. */
  @Json
  record InEntry(@Nullable DeployedSoFar deployed) {}

  /**
   * What was known, and what is deployed now.
   *
   * @param newest the newest entries of the audit's, newest first
   */
  static DeployedSoFar known(List<Entry> newest, BetBounds now, MacKeys keys, long nowMs) {
    DeployedSoFar before =
        newest.stream()
            .flatMap(entry -> read(entry).stream())
            .filter(one -> one.isGenuine(keys))
            .findFirst()
            .orElseGet(() -> new DeployedSoFar(nowMs, List.of(), ""));
    List<Amounts> all = new ArrayList<>(before.bounds());
    if (!all.contains(Amounts.of(now))) {
      all.add(Amounts.of(now));
    }
    String signature = signature(before.sinceMs(), all, keys.signingAt(nowMs));
    return new DeployedSoFar(before.sinceMs(), all, signature);
  }

  private static Optional<DeployedSoFar> read(Entry entry) {
    try {
      return Optional.ofNullable(JsonCodec.fromStore(InEntry.class, entry.body()).deployed());
    } catch (BrokenStoreException ofAnotherForm) {
      return Optional.empty();
    }
  }

  DeployedBounds toAudit() {
    return new DeployedBounds(bounds.stream().map(Amounts::bounds).toList(), sinceMs);
  }

  private boolean isGenuine(MacKeys keys) {
    return keys.keys().stream()
        .map(key -> signature(sinceMs, bounds, key))
        .anyMatch(expected -> MessageDigest.isEqual(bytes(expected), bytes(signature)));
  }

  private static String signature(long sinceMs, List<Amounts> bounds, MacKey key) {
    String amounts =
        bounds.stream()
            .map(one -> one.minStake() + "," + one.maxStake() + "," + one.maxProfit())
            .collect(Collectors.joining("\n"));
    return key.id() + "." + MacChain.mac("deployed\n" + sinceMs + "\n" + amounts, key);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
