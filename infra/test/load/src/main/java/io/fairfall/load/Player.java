package io.fairfall.load;

import io.fairfall.load.Statistics.Timed;
import io.fairfall.money.Wei;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Somebody who is signed in, and what they can ask over HTTP. */
public final class Player {
  private static final int PAGE_ENTRIES = 100;
  private static final int MAX_PAGES = 1_000;

  private final Wire wire;
  private final String token;
  private final String name;

  private Player(Wire wire, String token, String name) {
    this.wire = wire;
    this.token = token;
    this.name = name;
  }

  /**
   * Signs in as a wallet does: asks for the message (EIP-4361), signs it, hands it in. Whoever is
   * told to come back does so, with a new message.
   */
  public static Player signIn(Wire wire, Wallet wallet) {
    Tree session = wire.patiently(() -> sessionOf(wire, wallet)).require("a session");
    return new Player(wire, session.text("token"), session.text("player"));
  }

  private static ClientAnswer sessionOf(Wire wire, Wallet wallet) {
    ClientAnswer invitation =
        wire.post(
            "/v1/session/nonce", null, Map.of(), Tree.write(Map.of("address", wallet.address())));
    if (!(invitation instanceof ClientAnswer.Ok invited)) {
      return invitation;
    }
    String message = invited.body().text("message");
    return wire.post(
        "/v1/session",
        null,
        Map.of(),
        Tree.write(Map.of("message", message, "signature", wallet.sign(message))));
  }

  /** The player's lower-case address. */
  public String name() {
    return name;
  }

  public String token() {
    return token;
  }

  public Wire wire() {
    return wire;
  }

  public ClientAnswer faucet(String key, Wei amount) {
    return wire.post(
        "/v1/faucet",
        token,
        Map.of("Idempotency-Key", key),
        Tree.write(Map.of("amount", amount.toString())));
  }

  public ClientAnswer account() {
    long began = System.nanoTime();
    ClientAnswer answer = wire.read("/v1/account", token);
    wire.statistics().time(Timed.READ, System.nanoTime() - began);
    return answer;
  }

  public ClientAnswer bet(Order order, int attempt) {
    long began = System.nanoTime();
    ClientAnswer answer =
        wire.post(
            "/v1/bets",
            token,
            Map.of(
                "Idempotency-Key", order.key(), "Idempotency-Attempt", Integer.toString(attempt)),
            order.json());
    wire.statistics().time(Timed.BET_HTTP, System.nanoTime() - began);
    return answer;
  }

  public ClientAnswer cashOut(String betId) {
    return cashOut(betId, Optional.empty());
  }

  /** Asks again with the stamp that an unanswered cashout came with. */
  public ClientAnswer cashOut(String betId, Optional<String> stamp) {
    long began = System.nanoTime();
    Map<String, String> headers =
        stamp.map(signed -> Map.of("Cashout-Stamp", signed)).orElse(Map.of());
    ClientAnswer answer = wire.post("/v1/bets/" + betId + "/cashout", token, headers, null);
    wire.statistics().time(Timed.CASHOUT_HTTP, System.nanoTime() - began);
    return answer;
  }

  public String socketTicket() {
    return wire.patiently(() -> wire.post("/v1/socket-ticket", token, Map.of(), null))
        .require("a ticket")
        .text("ticket");
  }

  /** The whole history, oldest first, page by page. */
  public List<Tree> entries() {
    List<Tree> entries = new ArrayList<>();
    String before = "";
    for (int page = 0; page < MAX_PAGES; page++) {
      Tree answer =
          wire.read("/v1/account/entries?limit=" + PAGE_ENTRIES + before, token)
              .require("a page of entries");
      entries.addAll(answer.at("entries").items());
      if (answer.at("next").number().isEmpty()) {
        return List.copyOf(entries.reversed());
      }
      before = "&before=" + answer.number("next");
    }
    throw new IllegalStateException(name + " has more than " + entries.size() + " entries");
  }
}
