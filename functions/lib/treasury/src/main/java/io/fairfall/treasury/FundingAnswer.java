package io.fairfall.treasury;

/** What became of a funding. */
public sealed interface FundingAnswer {
  /** It stands in the journal, by this request or by an earlier one under the same id. */
  record Done(HouseEntry.Funded entry) implements FundingAnswer {}

  /** Under this id stands another one. */
  record OtherUnderThisId(HouseEntry.Funded entry) implements FundingAnswer {}

  /**
   * So much cannot be taken now, and this request took nothing. It is no last word on the id: an
   * earlier request under it whose answer was lost may still be under way, and is then done.
   */
  record Overdrawn(FreeBankroll.Known free) implements FundingAnswer {}

  /** Nobody can tell what is at stake, so this request took nothing; no last word on the id. */
  record Unknown(String why) implements FundingAnswer {}
}
