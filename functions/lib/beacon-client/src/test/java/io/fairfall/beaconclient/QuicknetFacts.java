package io.fairfall.beaconclient;

import io.fairfall.beacon.BeaconRound;
import io.fairfall.beacon.BeaconSignature;
import io.fairfall.json.JsonCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What drand's quicknet has published: facts that nobody here could have made. */
final class QuicknetFacts {
  record Round(BeaconRound round, BeaconSignature signature) {}

  private static final Map<String, @Nullable Object> FACTS = read();

  private QuicknetFacts() {}

  static Object fact(String name) {
    return Objects.requireNonNull(FACTS.get(name), name);
  }

  static List<Round> rounds() {
    List<Round> rounds = new ArrayList<>();
    for (Object one : (List<?>) fact("rounds")) {
      Map<?, ?> members = (Map<?, ?>) one;
      rounds.add(
          new Round(
              new BeaconRound((Long) Objects.requireNonNull(members.get("round"))),
              new BeaconSignature((String) Objects.requireNonNull(members.get("signature")))));
    }
    return rounds;
  }

  private static Map<String, @Nullable Object> read() {
    try (InputStream file = QuicknetFacts.class.getResourceAsStream("/drand-quicknet.json")) {
      byte[] bytes = Objects.requireNonNull(file).readAllBytes();
      return JsonCodec.membersFromStore(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
