package io.fairfall.crash;

import io.fairfall.crash.RoundEvent.Beacon;
import io.fairfall.crash.RoundEvent.Crashed;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.crash.RoundEvent.Started;
import io.fairfall.crash.RoundEvent.Voided;
import io.fairfall.journal.Entry;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What players are told of the {@code game} journal. The conductor announces an entry, the stream
 * brings it again, a reconnecting browser reads it a third time: all three say it in these words
 * and under one id, the entry's version, so that nobody can tell which came first.
 *
 * <p>Maps hold text, numbers, and maps only, so that any JSON writer can write them: round ids and
 * wei as decimal strings, multipliers as hundredths, instants as milliseconds since 1970.
 */
public final class GameEvents {
  /** The channel that carries these events. */
  public static final String CHANNEL = "game";

  private GameEvents() {}

  /** The whole event: channel, id, type, at, data. */
  public static Map<String, Object> event(Entry entry) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("channel", CHANNEL);
    event.put("id", entry.version());
    event.put("type", entry.type());
    event.put("at", entry.atMs());
    event.put("data", data(entry));
    return event;
  }

  /** The event's data alone. */
  public static Map<String, Object> data(Entry entry) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("roundId", Long.toString(roundId(entry)));
    switch (RoundJson.event(entry)) {
      case Opened opened -> terms(data, opened);
      case Started started -> {
        data.put("startsAt", started.startsAt());
        if (started.force() != null) {
          data.put("forcedAt", started.force().at().hundredths());
        }
        if (started.signature() != null) {
          data.put("signature", started.signature());
        }
      }
      case Voided voided -> {
        data.put("gameHash", voided.gameHash());
        data.put("reason", voided.reason());
      }
      case Crashed crashed -> {
        data.put("crash", crashed.crash().hundredths());
        data.put("crashedAt", crashed.crashedAt());
        data.put("gameHash", crashed.gameHash());
      }
    }
    return data;
  }

  /** The round that an entry of the {@code game} journal belongs to. */
  public static long roundId(Entry entry) {
    return switch (entry.type()) {
      case Opened.TYPE -> entry.version();
      case Started.TYPE, Voided.TYPE -> entry.version() - 1;
      case Crashed.TYPE -> entry.version() - Round.LAST_SLOT;
      default -> throw new IllegalStateException("unknown entry type " + entry.type());
    };
  }

  private static void terms(Map<String, Object> data, Opened opened) {
    data.put("opensAt", opened.opensAt());
    data.put("closesAt", opened.closesAt());
    data.put("startsAt", opened.startsAt());
    data.put("commitment", opened.commitment());
    data.put("minStake", opened.minStake().toString());
    data.put("maxStake", opened.maxStake().toString());
    data.put("maxProfit", opened.maxProfit().toString());
    if (opened.beacon() != null) {
      data.put("beacon", beacon(opened.beacon()));
    }
  }

  private static Map<String, Object> beacon(Beacon beacon) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", beacon.name());
    data.put("chainHash", beacon.chainHash());
    data.put("publicKey", beacon.publicKey());
    data.put("genesisMs", beacon.genesisMs());
    data.put("periodMs", beacon.periodMs());
    data.put("round", beacon.round());
    return data;
  }
}
