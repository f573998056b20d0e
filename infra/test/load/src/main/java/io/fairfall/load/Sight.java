package io.fairfall.load;

import io.fairfall.money.Wei;

/**
 * The round as a player sees it. Instants are milliseconds since 1970; bots run on the machine that
 * they play against, so that their clock is the house's.
 *
 * @param id 0 before anything is known
 */
public record Sight(
    long id, String phase, long closesAt, long startsAt, Wei minStake, Wei maxStake) {
  public static final Sight NOTHING = new Sight(0, "idle", 0, 0, Wei.ZERO, Wei.ZERO);

  /** From the answer of {@code GET /v1/rounds/current} or the snapshot of channel game. */
  public static Sight of(Tree current) {
    if (current.at("roundId").text().isEmpty()) {
      return NOTHING;
    }
    return new Sight(
        Long.parseLong(current.text("roundId")),
        current.text("phase"),
        current.number("closesAt"),
        current.number("startsAt"),
        Wei.parse(current.text("minStake")),
        Wei.parse(current.text("maxStake")));
  }

  /** After an event of channel game. */
  Sight after(Tree event) {
    Tree data = event.at("data");
    long round = Long.parseLong(data.text("roundId"));
    return switch (event.text("type")) {
      case "round_open" ->
          new Sight(
              round,
              "open",
              data.number("closesAt"),
              data.number("startsAt"),
              Wei.parse(data.text("minStake")),
              Wei.parse(data.text("maxStake")));
      case "round_start" -> in(round, "flying", data.number("startsAt"));
      case "round_crash" -> in(round, "crashed", startsAt);
      case "round_void" -> in(round, "voided", startsAt);
      default -> throw new IllegalStateException("unknown event " + event);
    };
  }

  public boolean takesBetsAt(long nowMs) {
    return phase.equals("open") && nowMs < closesAt;
  }

  public boolean isOver() {
    return phase.equals("crashed") || phase.equals("voided") || phase.equals("idle");
  }

  private Sight in(long round, String newPhase, long newStart) {
    return round == id ? new Sight(id, newPhase, closesAt, newStart, minStake, maxStake) : this;
  }
}
