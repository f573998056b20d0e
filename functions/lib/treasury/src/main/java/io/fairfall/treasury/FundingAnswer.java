package io.fairfall.treasury;

/** What became of a funding. */
public sealed interface FundingAnswer {
  /** It stands in the journal, by this request or by an earlier one under the same id. */
  record Done(HouseEntry.Funded entry) implements FundingAnswer {}

  /** Under this id stands another one. */
  record OtherUnderThisId(HouseEntry.Funded entry) implements FundingAnswer {}

  /**
   * Nothing is at stake on less than that. An earlier request under this id that is still under way
   * finds the same, unless somebody gives the house more meanwhile.
   */
  record Overdrawn(FreeBankroll.Known free) implements FundingAnswer {}

  /** Nobody can tell what is at stake, so nothing was taken. */
  record Unknown(String why) implements FundingAnswer {}
}
