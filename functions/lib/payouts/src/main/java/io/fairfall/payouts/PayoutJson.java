package io.fairfall.payouts;

import io.avaje.jsonb.Json;
import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;
import io.fairfall.money.Wei;
import io.fairfall.payouts.PayoutEvent.Approved;
import io.fairfall.payouts.PayoutEvent.Asked;
import io.fairfall.payouts.PayoutEvent.Assigned;
import io.fairfall.payouts.PayoutEvent.Attempt;
import io.fairfall.payouts.PayoutEvent.Cancelling;
import io.fairfall.payouts.PayoutEvent.Kind;
import io.fairfall.payouts.PayoutEvent.Mined;
import io.fairfall.payouts.PayoutEvent.Paid;
import io.fairfall.payouts.PayoutEvent.Refunded;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How what happens to a payout is stored. */
public final class PayoutJson {
  private PayoutJson() {}

  @Json
  record AskedBody(Wei amount, String to, long at, long notBefore, int approvals) {}

  @Json
  record ApprovedBody(String by) {}

  @Json
  record AssignedBody(long chainId, String wallet, long nonce) {}

  @Json
  record CancellingBody(String by, String reason) {}

  @Json
  record AttemptBody(
      int number, String kind, String hash, String raw, Wei maxFee, Wei tip, long gas) {}

  @Json
  record PaidBody(String hash, long block, String blockHash, Wei fee) {}

  @Json
  record RefundedBody(
      String reason,
      @Nullable String by,
      @Nullable String hash,
      @Nullable Long block,
      @Nullable String blockHash,
      @Nullable Wei fee) {}

  /**
   * Reads an entry of {@code payout:<player>:<version>}.
   *
   * @throws RuntimeException if it is none, saying what is wrong with it
   */
  public static PayoutEvent read(Entry entry) {
    return switch (entry.type()) {
      case "asked" -> {
        AskedBody body = JsonCodec.fromStore(AskedBody.class, entry.body());
        yield new Asked(body.amount(), body.to(), body.at(), body.notBefore(), body.approvals());
      }
      case "approved" -> new Approved(JsonCodec.fromStore(ApprovedBody.class, entry.body()).by());
      case "assigned" -> {
        AssignedBody body = JsonCodec.fromStore(AssignedBody.class, entry.body());
        yield new Assigned(body.chainId(), body.wallet(), body.nonce());
      }
      case "cancelling" -> {
        CancellingBody body = JsonCodec.fromStore(CancellingBody.class, entry.body());
        yield new Cancelling(body.by(), body.reason());
      }
      case "attempt" -> {
        AttemptBody body = JsonCodec.fromStore(AttemptBody.class, entry.body());
        Fees fees = new Fees(body.maxFee(), body.tip());
        yield new Attempt(
            body.number(), kind(body.kind()), body.hash(), body.raw(), fees, body.gas());
      }
      case "paid" -> {
        PaidBody body = JsonCodec.fromStore(PaidBody.class, entry.body());
        yield new Paid(new Mined(body.hash(), body.block(), body.blockHash(), body.fee()));
      }
      case "refunded" -> refunded(JsonCodec.fromStore(RefundedBody.class, entry.body()));
      default -> throw new IllegalStateException("no payout has an entry " + entry.type());
    };
  }

  /** The body of an entry. */
  public static String body(PayoutEvent event) {
    return switch (event) {
      case Asked(Wei amount, String to, long at, long notBefore, int approvals) ->
          JsonCodec.write(new AskedBody(amount, to, at, notBefore, approvals));
      case Approved(String by) -> JsonCodec.write(new ApprovedBody(by));
      case Assigned(long chainId, String wallet, long nonce) ->
          JsonCodec.write(new AssignedBody(chainId, wallet, nonce));
      case Cancelling(String by, String reason) -> JsonCodec.write(new CancellingBody(by, reason));
      case Attempt(int number, Kind kind, String hash, String raw, Fees fees, long gas) ->
          JsonCodec.write(
              new AttemptBody(number, word(kind), hash, raw, fees.max(), fees.tip(), gas));
      case Paid(Mined by) ->
          JsonCodec.write(new PaidBody(by.hash(), by.block(), by.blockHash(), by.fee()));
      case Refunded(String reason, String by, Mined mined) ->
          JsonCodec.write(
              mined == null
                  ? new RefundedBody(reason, by, null, null, null, null)
                  : new RefundedBody(
                      reason, by, mined.hash(), mined.block(), mined.blockHash(), mined.fee()));
    };
  }

  private static Refunded refunded(RefundedBody body) {
    String hash = body.hash();
    Long block = body.block();
    String blockHash = body.blockHash();
    Wei fee = body.fee();
    if (hash == null) {
      return new Refunded(body.reason(), body.by(), null);
    }
    if (block == null || blockHash == null || fee == null) {
      throw new IllegalStateException("a refund's transaction is in a block and has a fee");
    }
    return new Refunded(body.reason(), body.by(), new Mined(hash, block, blockHash, fee));
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static Kind kind(String word) {
    return Arrays.stream(Kind.values())
        .filter(kind -> word(kind).equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no attempt is of the kind " + word));
  }
}
