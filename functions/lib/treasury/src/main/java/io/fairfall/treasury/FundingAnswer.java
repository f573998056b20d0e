package io.fairfall.treasury;

/** What became of a funding. */
public sealed interface FundingAnswer {
  /** It stands in the journal, by this request or by an earlier one under the same id. */
  record Done(HouseEntry.Funded entry) implements FundingAnswer {}

  /** Under this id stands another one. */
  record OtherUnderThisId(HouseEntry.Funded entry) implements FundingAnswer {}

  /**
   * The house has not so much to give. An earlier request under this id that is still under way
   * finds the same, unless somebody gives the house more meanwhile.
   */
  record Overdrawn(HouseBalance books) implements FundingAnswer {}
}
