package io.fairfall.admin;

import io.avaje.jsonb.Json;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.Round;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.http.ProblemException;
import io.fairfall.money.EtherText;
import io.fairfall.platform.Log;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.treasury.AdjustmentPosting;
import io.fairfall.treasury.FreeBankroll;
import io.fairfall.treasury.FundingAnswer;
import io.fairfall.treasury.HouseBalance;
import io.fairfall.treasury.HouseEntry;
import io.fairfall.treasury.HouseFunding;
import io.fairfall.treasury.HouseJournal;
import io.fairfall.treasury.LowBankroll;
import io.fairfall.treasury.RoundPosting;
import io.fairfall.treasury.Withdrawable;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the house owns, and putting ether in or taking it out. Amounts are signed wei. */
final class HouseActions {
  private static final int DEFAULT_ENTRIES = 20;
  private static final int MAX_ENTRIES = 100;
  private static final long MS_PER_SECOND = 1_000;

  /** A request that is late may still come first. */
  private static final String UNANSWERED =
      " If it was sent before and not answered, that one may still be carried out: its id in"
          + " \"./fairfall house show\" says so.";

  private final HouseJournal house;
  private final LowBankroll lowBankroll;
  private final Supplier<FreeBankroll> free;
  private final GameJournal game;
  private final SettingsJournal settings;

  /**
   * @param free what may be taken out, read now
   */
  HouseActions(
      HouseJournal house,
      LowBankroll lowBankroll,
      Supplier<FreeBankroll> free,
      GameJournal game,
      SettingsJournal settings) {
    this.house = house;
    this.lowBankroll = lowBankroll;
    this.free = free;
    this.game = game;
    this.settings = settings;
  }

  /** What the house owns after an entry. */
  @Json
  record Owned(long version, String bankroll, String posted, String funded) {
    static Owned of(HouseBalance balance) {
      return new Owned(
          balance.version(),
          balance.bankroll().toString(),
          balance.posted().toString(),
          balance.funded().toString());
    }
  }

  /**
   * What is at stake, in wei, or why nobody can tell.
   *
   * @param bankrollAtWorst the bankroll if everything that is open ends as badly as it can
   * @param unposted what rounds that are not posted whole do to it at the worst
   * @param rounds how many these are
   * @param reserved what the round that takes bets, or the next one, may cost
   * @param free what may be taken out
   */
  @Json
  record AtStake(
      boolean known,
      @Nullable String why,
      @Nullable String bankrollAtWorst,
      @Nullable String unposted,
      @Nullable Integer rounds,
      @Nullable String reserved,
      @Nullable String free) {
    static AtStake of(FreeBankroll free) {
      return switch (free) {
        case FreeBankroll.Unknown(String why) ->
            new AtStake(false, why, null, null, null, null, null);
        case FreeBankroll.Known known ->
            new AtStake(
                true,
                null,
                known.exposure().bankrollAtWorst().toString(),
                known.exposure().unposted().toString(),
                known.exposure().rounds(),
                known.reserved().toString(),
                known.wei().max(BigInteger.ZERO).toString());
      };
    }
  }

  /**
   * What the newest round offers, in wei.
   *
   * @param bankroll what its terms are shares of, absent in rounds of before it was written down
   * @param maxProfit of one bet
   * @param mayCost what all its bets together may win, as the settings are now
   */
  @Json
  record Offered(
      String round,
      boolean over,
      @Nullable String bankroll,
      String minStake,
      String maxStake,
      String maxProfit,
      @Nullable String mayCost) {
    static Offered of(Round round, Settings settings) {
      Opened opened = round.opened();
      Optional<BigInteger> bankroll =
          Optional.ofNullable(opened.bankroll()).map(wei -> wei.value());
      return new Offered(
          Long.toString(round.id()),
          round.isOver(),
          bankroll.map(BigInteger::toString).orElse(null),
          opened.minStake().toString(),
          opened.maxStake().toString(),
          opened.maxProfit().toString(),
          bankroll.map(wei -> settings.maxRoundLossOf(wei).toString()).orElse(null));
    }
  }

  /**
   * An entry of the house's journal: of a posting the round, of a funding the id, who and why, of
   * an adjustment the player and the account's entry.
   */
  @Json
  record Line(
      String type,
      String amount,
      @Nullable String round,
      @Nullable Long posting,
      @Nullable Long through,
      @Nullable String id,
      @Nullable String by,
      @Nullable String reason,
      @Nullable String player,
      @Nullable Long entry,
      Owned after) {
    static Line of(HouseEntry entry) {
      return switch (entry) {
        case HouseEntry.Posted(RoundPosting posting, HouseBalance after) ->
            new Line(
                HouseEntry.Posted.TYPE,
                posting.delta().toString(),
                Long.toString(posting.roundId()),
                posting.slot(),
                posting.through(),
                null,
                null,
                null,
                null,
                null,
                Owned.of(after));
        case HouseEntry.Adjusted(AdjustmentPosting posting, HouseBalance after) ->
            new Line(
                HouseEntry.Adjusted.TYPE,
                posting.delta().toString(),
                null,
                null,
                null,
                null,
                null,
                null,
                posting.player(),
                posting.version(),
                Owned.of(after));
        case HouseEntry.Funded(HouseFunding funding, HouseBalance after) ->
            new Line(
                HouseEntry.Funded.TYPE,
                funding.amount().toString(),
                null,
                null,
                null,
                funding.id(),
                funding.by(),
                funding.reason(),
                null,
                null,
                Owned.of(after));
      };
    }
  }

  Map<String, Object> show(AdminCommand command) {
    command.only("before", "limit");
    long before = command.number("before", Long.MAX_VALUE, 1, Long.MAX_VALUE);
    int limit = (int) command.number("limit", DEFAULT_ENTRIES, 1, MAX_ENTRIES);
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("house", Owned.of(house.books()));
    shown.put("exposure", AtStake.of(free.get()));
    Settings current = settings.current(0, true).settings();
    game.latest().ifPresent(round -> shown.put("offered", Offered.of(round, current)));
    List<HouseEntry> entries = house.latest(before, limit);
    shown.put("entries", entries.stream().map(Line::of).toList());
    if (!entries.isEmpty() && entries.getLast().after().version() > 1) {
      shown.put("next", entries.getLast().after().version());
    }
    return shown;
  }

  /** Funds once under an id: asked again in the same words, it answers as it did first. */
  Map<String, Object> fund(AdminCommand command) {
    command.only("id", "amount", "by", "reason");
    HouseEntry.Funded done = done(house.fund(funding(command), free));
    Log.info(
        "house_funded",
        Map.of(
            "id", done.funding().id(),
            "amount", done.funding().amount().toString(),
            "by", done.funding().by()));
    lowBankroll.check(done.after());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("entry", Line.of(done));
    answer.put("house", Owned.of(house.books()));
    return answer;
  }

  private static HouseFunding funding(AdminCommand command) {
    String by = command.by();
    String reason = command.reason();
    BigInteger amount = command.amount("take out");
    if (!(command.members().get("id") instanceof String id)) {
      throw ProblemException.invalid("id must name this funding, so that it happens once.");
    }
    try {
      return new HouseFunding(id, amount, by, reason);
    } catch (IllegalArgumentException broken) {
      throw ProblemException.invalid("Nothing was changed: " + broken.getMessage() + ".");
    }
  }

  private static HouseEntry.Funded done(FundingAnswer answer) {
    return switch (answer) {
      case FundingAnswer.Done done -> done.entry();
      case FundingAnswer.OtherUnderThisId other ->
          throw Problem.of(
                  CommonCode.IDEMPOTENCY_MISMATCH,
                  "Under the id %s stands another one, of %s by %s: %s. Take another id."
                      .formatted(
                          other.entry().funding().id(),
                          EtherText.of(other.entry().funding().amount()),
                          other.entry().funding().by(),
                          other.entry().funding().reason()))
              .refusal();
      case FundingAnswer.Overdrawn(FreeBankroll.Known free) ->
          throw Problem.of(
                  CommonCode.INSUFFICIENT_FUNDS,
                  ("The house owns %s: %s at the worst, and a round may cost %s of that."
                          + " This command took nothing. Once betting has been paused for %d seconds"
                          + " and the round is over, nothing is kept back for a round."
                          + UNANSWERED)
                      .formatted(
                          EtherText.of(free.exposure().books().bankroll()),
                          EtherText.of(free.exposure().bankrollAtWorst()),
                          EtherText.of(free.reserved()),
                          Withdrawable.PAUSED_FOR_MS / MS_PER_SECOND))
              .refusal();
      case FundingAnswer.Unknown(String why) ->
          throw Problem.of(
                  CommonCode.INSUFFICIENT_FUNDS,
                  "Nobody can tell what is at stake, so this command took nothing: "
                      + why
                      + "."
                      + UNANSWERED)
              .refusal();
    };
  }
}
