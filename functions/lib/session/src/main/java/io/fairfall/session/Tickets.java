package io.fairfall.session;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Tickets to the WebSocket. A browser cannot send headers with its handshake, and a token in an
 * address would live on in logs; a ticket there is worthless after its first use or a minute.
 */
public final class Tickets {
  public static final Duration LIFETIME = Duration.ofSeconds(60);

  private static final char SEPARATOR = ' ';

  private final InstantSource clock;
  private final SingleUse tickets;

  /** Tickets in the sessions table of that name. */
  public Tickets(DynamoDbClient dynamo, String table, InstantSource clock, Randomness randomness) {
    this.clock = clock;
    this.tickets = new SingleUse(dynamo, table, "ticket:", LIFETIME, clock, randomness);
  }

  /**
   * Whom a ticket lets in, and for how long.
   *
   * @param sessionEndsAtMs the end of the session that it was got with, in milliseconds since 1970:
   *     the connection is the player's until then, however long the socket lives
   */
  public record Pass(String player, long sessionEndsAtMs) {}

  /** A new ticket for one connection. */
  public String issue(Pass pass) {
    String ticket = tickets.draw();
    tickets.keep(ticket, pass.player() + SEPARATOR + pass.sessionEndsAtMs(), clock.instant());
    return ticket;
  }

  /** Who may connect with it; empty if the ticket is unknown, used or too old. */
  public Optional<Pass> spend(String ticket) {
    return tickets.spend(ticket).flatMap(Tickets::read);
  }

  /** A release that knew no ends wrote the player alone: such a ticket is worth nothing now. */
  private static Optional<Pass> read(String kept) {
    int end = kept.indexOf(SEPARATOR);
    return end < 0
        ? Optional.empty()
        : Optional.of(new Pass(kept.substring(0, end), Long.parseLong(kept.substring(end + 1))));
  }
}
