package io.fairfall.payouts;

import io.avaje.jsonb.Json;
import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;
import io.fairfall.payouts.NonceEvent.Claimed;
import io.fairfall.payouts.NonceEvent.Opened;
import io.fairfall.payouts.NonceEvent.Skipped;

/** How the owners of nonces are stored. */
public final class NonceJson {
  private NonceJson() {}

  @Json
  record OpenedBody(long first) {}

  @Json
  record ClaimedBody(String player, long version) {}

  @Json
  record SkippedBody(String by, String reason) {}

  /**
   * Reads an entry of {@code nonces:<chainId>:<wallet>}.
   *
   * @throws RuntimeException if it is none, saying what is wrong with it
   */
  public static NonceEvent read(Entry entry) {
    return switch (entry.type()) {
      case "opened" -> new Opened(JsonCodec.fromStore(OpenedBody.class, entry.body()).first());
      case "claimed" -> {
        ClaimedBody body = JsonCodec.fromStore(ClaimedBody.class, entry.body());
        yield new Claimed(new PayoutId(body.player(), body.version()));
      }
      case "skipped" -> {
        SkippedBody body = JsonCodec.fromStore(SkippedBody.class, entry.body());
        yield new Skipped(body.by(), body.reason());
      }
      default -> throw new IllegalStateException("no nonce has an entry " + entry.type());
    };
  }

  /** The body of an entry. */
  public static String body(NonceEvent event) {
    return switch (event) {
      case Opened(long first) -> JsonCodec.write(new OpenedBody(first));
      case Claimed(PayoutId owner) ->
          JsonCodec.write(new ClaimedBody(owner.player(), owner.version()));
      case Skipped(String by, String reason) -> JsonCodec.write(new SkippedBody(by, reason));
    };
  }
}
