package io.fairfall.treasury;

/** What became of a look at a round. */
public sealed interface PostingAnswer {
  /**
   * The round's facts had changed something for the house, and now it is posted.
   *
   * @param isWhole whether every bet that is told has an end that is told
   */
  record Posted(HouseEntry.Posted entry, boolean isWhole) implements PostingAnswer {}

  /**
   * Everything that is told is posted.
   *
   * @param isWhole whether every bet that is told has an end that is told
   */
  record NothingLeft(boolean isWhole) implements PostingAnswer {}

  /** More is about to be told. */
  record TooEarly() implements PostingAnswer {}
}
