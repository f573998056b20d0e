package io.fairfall.treasury.adjustments;

import io.avaje.jsonb.Json;
import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** How proposals and what happens to them are stored. */
public final class ProposalJson {
  private ProposalJson() {}

  @Json
  record ProposedBody(
      String id,
      String player,
      String amount,
      String reason,
      Operator by,
      @Nullable Long base,
      long expiresAt) {}

  @Json
  record ApprovedBody(Operator by, long base) {}

  @Json
  record RejectedBody(Operator by, String reason) {}

  @Json
  record DoneBody(long version) {}

  @Json
  record RefusedBody(String code) {}

  /**
   * Reads an entry of {@code adjustments} or {@code adjustment:<id>}.
   *
   * @throws IllegalStateException or {@link io.fairfall.json.BrokenStoreException} if it is none
   */
  public static ProposalEvent read(Entry entry) {
    return switch (entry.type()) {
      case ProposalEvent.Proposed.TYPE -> {
        ProposedBody body = JsonCodec.fromStore(ProposedBody.class, entry.body());
        yield new ProposalEvent.Proposed(
            new AdjustmentProposal(
                body.id(),
                body.player(),
                new BigInteger(body.amount()),
                body.reason(),
                body.by(),
                body.base(),
                body.expiresAt()));
      }
      case ProposalEvent.Approved.TYPE -> {
        ApprovedBody body = JsonCodec.fromStore(ApprovedBody.class, entry.body());
        yield new ProposalEvent.Approved(body.by(), body.base());
      }
      case ProposalEvent.Rejected.TYPE -> {
        RejectedBody body = JsonCodec.fromStore(RejectedBody.class, entry.body());
        yield new ProposalEvent.Rejected(body.by(), body.reason());
      }
      case ProposalEvent.Done.TYPE ->
          new ProposalEvent.Done(JsonCodec.fromStore(DoneBody.class, entry.body()).version());
      case ProposalEvent.Refused.TYPE ->
          new ProposalEvent.Refused(JsonCodec.fromStore(RefusedBody.class, entry.body()).code());
      default -> throw new IllegalStateException("no proposal has a step " + entry.type());
    };
  }

  /** The body of an entry. */
  public static String body(ProposalEvent event) {
    return switch (event) {
      case ProposalEvent.Proposed(AdjustmentProposal one) ->
          JsonCodec.write(
              new ProposedBody(
                  one.id(),
                  one.player(),
                  one.amount().toString(),
                  one.reason(),
                  one.by(),
                  one.base(),
                  one.expiresAtMs()));
      case ProposalEvent.Approved(Operator by, long base) ->
          JsonCodec.write(new ApprovedBody(by, base));
      case ProposalEvent.Rejected(Operator by, String reason) ->
          JsonCodec.write(new RejectedBody(by, reason));
      case ProposalEvent.Done(long version) -> JsonCodec.write(new DoneBody(version));
      case ProposalEvent.Refused(String code) -> JsonCodec.write(new RefusedBody(code));
    };
  }
}
