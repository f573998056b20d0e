package io.fairfall.treasury;

/** One entry of the house's journal: what happened, and the whole books after it. */
public sealed interface HouseEntry {
  /** What the house owns from now on; its version is the entry's. */
  HouseBalance after();

  /** A round's winnings or losses. The same stands in the round's own posting journal. */
  record Posted(RoundPosting posting, HouseBalance after) implements HouseEntry {
    /** Type of the entries. */
    public static final String TYPE = "posting";
  }

  /**
   * An adjustment of an account. The same stands in slot 1 of a journal of its own, see {@link
   * AdjustmentJournal}.
   */
  record Adjusted(AdjustmentPosting posting, HouseBalance after) implements HouseEntry {
    /** Type of the entries. */
    public static final String TYPE = "adjustment";
  }

  /** An operator's. The same stands in slot 1 of the journal of its id. */
  record Funded(HouseFunding funding, HouseBalance after) implements HouseEntry {
    /** Type of the entries. */
    public static final String TYPE = "funding";
  }
}
