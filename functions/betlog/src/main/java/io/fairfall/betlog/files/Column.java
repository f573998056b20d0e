package io.fairfall.betlog.files;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The columns of a week's file, in the order in which they go out. */
enum Column {
  BET,
  USER_NAME,
  KIND,
  STAKE,
  LEAGUE,
  AWAY_TEAM("away"),
  HOME_TEAM("home"),
  MARKET,
  SELECTION("pick"),
  LINE,
  ODDS,
  KICKOFF,
  STATUS("bet_status"),
  CLOSING_ODDS,
  RESULT,
  PAYOUT,
  POINTS,
  TEASER_ODDS,
  NOTES;

  /** What a file has to have. */
  static final List<Column> NEEDED =
      List.of(LEAGUE, AWAY_TEAM, HOME_TEAM, MARKET, ODDS, KICKOFF, STAKE);

  private final String otherName;

  Column() {
    this("");
  }

  Column(String otherName) {
    this.otherName = otherName;
  }

  /** The column's name in a header. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private boolean isAlsoCalled(String word) {
    return !otherName.isEmpty() && otherName.equals(word);
  }

  /** The column that a header means: capitals, spaces and hyphens make no difference. */
  static Optional<Column> named(String header) {
    String word =
        Normalizer.normalize(header, Normalizer.Form.NFKC)
            .strip()
            .toLowerCase(Locale.ROOT)
            .replaceAll("[\\s_-]+", "_");
    return Arrays.stream(values())
        .filter(column -> column.word().equals(word) || column.isAlsoCalled(word))
        .findFirst();
  }

  static String words(List<Column> columns) {
    return columns.stream().map(Column::word).sorted().collect(Collectors.joining(", "));
  }
}
