package io.fairfall.realtime.protocol;

import io.fairfall.http.ProblemException;
import io.fairfall.json.WholeNumber;
import io.fairfall.realtime.channels.ChannelPositions;
import io.fairfall.realtime.channels.WeekTopics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client says first, and again whenever it misses something.
 *
 * @param requestId the client's name for this hello, repeated in the answer
 * @param channels what it wants to follow from now on, beside what it follows; that it may follow
 *     its own account only is not said here
 * @param positions how far it knows them
 * @param epoch the epoch that it knows them in, if it was told one
 */
public record Hello(
    @Nullable String requestId,
    List<String> channels,
    ChannelPositions positions,
    @Nullable String epoch) {
  private static final int MAX_CHANNELS = 16;
  private static final int MAX_EPOCH_CHARS = 64;
  private static final int MAX_ROUND_CHARS = 18;
  private static final Map<String, String> OF_OLD_CLIENTS =
      Map.of(
          "lastEventId",
          "lastEventId is no member of this message: there is a position for each channel. Send"
              + " channels, as in [\"game\", \"account\"], with positions, as in {\"game\": 17}, and"
              + " the epoch that came with them; without positions you are told everything.",
          "userId",
          "userId is no member of this message: who you are follows from the ticket. Ask"
              + " POST /v1/socket-ticket for one, and open /ws?ticket= with it.");
  private static final Set<String> MEMBERS = Set.of("channels", "positions", "epoch");
  private static final Set<String> IN_POSITIONS =
      Set.of("game", "rounds", "settings", "account", "deposits");
  private static final Set<String> IN_ROUNDS = Set.of("round", "id");

  /** Reads a hello; what is wrong in it is refused by its name. */
  public static Hello read(ClientMessage message) {
    for (String name : message.members().keySet()) {
      String whatToSend = OF_OLD_CLIENTS.get(name);
      if (whatToSend != null) {
        throw ProblemException.invalid(whatToSend);
      }
    }
    ClientMessage clientMessage = message.only(MEMBERS);
    return new Hello(
        clientMessage.requestId(),
        clientMessage.texts("channels", MAX_CHANNELS),
        positions(clientMessage.object("positions", Hello::isPosition)),
        clientMessage.text("epoch", MAX_EPOCH_CHARS));
  }

  /** What the client knows, which is nothing if it knows another epoch. */
  public ChannelPositions known(String currentEpoch) {
    return epoch == null || epoch.equals(currentEpoch) ? positions : ChannelPositions.NONE;
  }

  private static ChannelPositions positions(@Nullable ClientMessage known) {
    return known == null
        ? ChannelPositions.NONE
        : new ChannelPositions(
            known.number("game"),
            inRound(known.object("rounds", IN_ROUNDS)),
            known.number("settings"),
            known.number("account"),
            known.number("deposits"),
            weeks(known));
  }

  private static boolean isPosition(String name) {
    return IN_POSITIONS.contains(name) || WeekTopics.isName(name);
  }

  private static Map<String, Long> weeks(ClientMessage known) {
    Map<String, Long> weeks = new HashMap<>();
    for (String name : known.members().keySet()) {
      Long position = WeekTopics.isName(name) ? known.number(name) : null;
      if (position != null) {
        weeks.put(name, position);
      }
    }
    return weeks;
  }

  private static ChannelPositions.@Nullable InRound inRound(@Nullable ClientMessage place) {
    if (place == null) {
      return null;
    }
    String round = place.text("round", MAX_ROUND_CHARS);
    Long id = place.number("id");
    if (round == null || id == null) {
      throw place.wrong(round == null ? "round" : "id", "there");
    }
    if (WholeNumber.parse(round, 0, Long.MAX_VALUE).isEmpty()) {
      throw place.wrong("round", "a string of digits, like \"17\"");
    }
    return new ChannelPositions.InRound(round, id);
  }
}
