package io.fairfall.treasury;

/** What became of a look at a round. */
public sealed interface PostingAnswer {
  /** The round's facts had changed something for the house, and now it is posted. */
  record Posted(HouseEntry.Posted entry) implements PostingAnswer {}

  /** Everything that is told is posted. */
  record NothingLeft() implements PostingAnswer {}

  /** More is about to be told. */
  record TooEarly() implements PostingAnswer {}
}
