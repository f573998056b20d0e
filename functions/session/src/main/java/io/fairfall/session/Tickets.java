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

  private final InstantSource clock;
  private final SingleUse tickets;

  /** Tickets in the sessions table of that name. */
  public Tickets(DynamoDbClient dynamo, String table, InstantSource clock, Randomness randomness) {
    this.clock = clock;
    this.tickets = new SingleUse(dynamo, table, "ticket:", LIFETIME, clock, randomness);
  }

  /** A new ticket for one connection of this player. */
  public String issue(String player) {
    String ticket = tickets.draw();
    tickets.keep(ticket, player, clock.instant());
    return ticket;
  }

  /** The player who may connect with it; empty if the ticket is unknown, used or too old. */
  public Optional<String> spend(String ticket) {
    return tickets.spend(ticket);
  }
}
