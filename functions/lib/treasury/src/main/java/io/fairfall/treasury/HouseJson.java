package io.fairfall.treasury;

import io.avaje.jsonb.Json;
import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;
import java.math.BigInteger;

/**
 * How the house's entries are stored. Both entries of one transaction have the same body, and it
 * names both slots: whoever has one of them can look for the other.
 */
public final class HouseJson {
  private HouseJson() {}

  /** Signed amounts are decimal strings, like all money. */
  @Json
  record PostingBody(
      String round,
      long posting,
      long from,
      long through,
      String delta,
      String total,
      BooksBody house) {}

  @Json
  record AdjustmentBody(String player, long version, String amount, BooksBody house) {}

  @Json
  record FundingBody(String id, String amount, String by, String reason, BooksBody house) {}

  @Json
  record BooksBody(long version, String bankroll, String posted, String funded) {
    static BooksBody of(HouseBalance balance) {
      return new BooksBody(
          balance.version(),
          balance.bankroll().toString(),
          balance.posted().toString(),
          balance.funded().toString());
    }

    HouseBalance books() {
      HouseBalance balance =
          new HouseBalance(version, new BigInteger(posted), new BigInteger(funded));
      if (!balance.bankroll().toString().equals(bankroll)) {
        throw new IllegalStateException("the bankroll is what was posted and funded");
      }
      return balance;
    }
  }

  /**
   * Reads an entry of the journals {@code house}, {@code posting:<round>}, {@code funding:<id>},
   * {@code adjusted:<player>:<version>}.
   */
  public static HouseEntry read(Entry entry) {
    return switch (entry.type()) {
      case HouseEntry.Posted.TYPE -> posted(entry);
      case HouseEntry.Funded.TYPE -> funded(entry);
      case HouseEntry.Adjusted.TYPE -> adjusted(entry);
      default -> throw new IllegalStateException("the house has no entry of type " + entry.type());
    };
  }

  static HouseEntry.Posted posted(Entry entry) {
    PostingBody body = JsonCodec.fromStore(PostingBody.class, entry.body());
    return new HouseEntry.Posted(
        new RoundPosting(
            Long.parseLong(body.round()),
            body.posting(),
            body.from(),
            body.through(),
            new BigInteger(body.delta()),
            new BigInteger(body.total())),
        body.house().books());
  }

  static HouseEntry.Funded funded(Entry entry) {
    FundingBody body = JsonCodec.fromStore(FundingBody.class, entry.body());
    return new HouseEntry.Funded(
        new HouseFunding(body.id(), new BigInteger(body.amount()), body.by(), body.reason()),
        body.house().books());
  }

  private static HouseEntry.Adjusted adjusted(Entry entry) {
    AdjustmentBody body = JsonCodec.fromStore(AdjustmentBody.class, entry.body());
    return new HouseEntry.Adjusted(
        new AdjustmentPosting(body.player(), body.version(), new BigInteger(body.amount())),
        body.house().books());
  }

  static String type(HouseEntry entry) {
    return switch (entry) {
      case HouseEntry.Posted posted -> HouseEntry.Posted.TYPE;
      case HouseEntry.Funded funded -> HouseEntry.Funded.TYPE;
      case HouseEntry.Adjusted adjusted -> HouseEntry.Adjusted.TYPE;
    };
  }

  static String body(HouseEntry entry) {
    return switch (entry) {
      case HouseEntry.Posted(RoundPosting posting, HouseBalance after) ->
          JsonCodec.write(
              new PostingBody(
                  Long.toString(posting.roundId()),
                  posting.slot(),
                  posting.from(),
                  posting.through(),
                  posting.delta().toString(),
                  posting.total().toString(),
                  BooksBody.of(after)));
      case HouseEntry.Adjusted(AdjustmentPosting posting, HouseBalance after) ->
          JsonCodec.write(
              new AdjustmentBody(
                  posting.player(),
                  posting.version(),
                  posting.delta().toString(),
                  BooksBody.of(after)));
      case HouseEntry.Funded(HouseFunding funding, HouseBalance after) ->
          JsonCodec.write(
              new FundingBody(
                  funding.id(),
                  funding.amount().toString(),
                  funding.by(),
                  funding.reason(),
                  BooksBody.of(after)));
    };
  }
}
