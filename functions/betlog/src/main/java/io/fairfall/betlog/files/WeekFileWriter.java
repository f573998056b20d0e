package io.fairfall.betlog.files;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.fairfall.betlog.bets.Leg;
import io.fairfall.betlog.bets.LoggedBet;
import io.fairfall.betlog.bets.Slip;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A week as a spreadsheet opens it: a row for each leg, the rows of a bet one after the other under
 * the same {@code bet}, and the mark by which Excel knows UTF-8 in front. {@link WeekFileReader}
 * makes the same bets of it.
 */
public final class WeekFileWriter {
  private static final String UTF_8_MARK = "\ufeff";
  private static final String NUMBER = "[+-]?[0-9]+\\.[0-9]+.*";

  private final ZoneId zone;
  private final char separator;

  /**
   * @param zone in which kickoffs are told, each with its offset
   * @param separator a comma; or a semicolon, for programs whose decimals have a comma
   */
  public WeekFileWriter(ZoneId zone, char separator) {
    this.zone = zone;
    this.separator = separator;
  }

  /** The file. */
  public String write(List<LoggedBet> bets) {
    StringWriter text = new StringWriter();
    text.append(UTF_8_MARK);
    try (CsvWriter csv = CsvWriter.builder().fieldSeparator(separator).build(text)) {
      csv.writeRecord(Arrays.stream(Column.values()).map(Column::word).toList());
      for (LoggedBet bet : bets) {
        for (int leg = 0; leg < bet.slip().legs().size(); leg++) {
          csv.writeRecord(row(bet, leg));
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private List<String> row(LoggedBet bet, int leg) {
    return Arrays.stream(Column.values())
        .map(column -> CsvFormulas.harmless(cell(column, bet, leg)))
        .toList();
  }

  private String cell(Column column, LoggedBet bet, int index) {
    Slip slip = bet.slip();
    Leg leg = slip.legs().get(index);
    return switch (column) {
      case BET -> bet.betId();
      case USER_NAME -> bet.userName();
      case KIND -> slip.kind();
      case STAKE -> number(slip.stake());
      case LEAGUE -> leg.league();
      case AWAY_TEAM -> leg.awayTeam();
      case HOME_TEAM -> leg.homeTeam();
      case MARKET -> leg.market();
      case SELECTION -> orEmpty(leg.selection());
      case LINE -> number(orEmpty(leg.line()));
      case ODDS -> number(leg.odds());
      case KICKOFF -> kickoff(leg.kickoffMs());
      case STATUS -> bet.betStatus().get(index);
      case CLOSING_ODDS -> number(orEmpty(leg.closingOdds()));
      case RESULT -> bet.payoutData().result();
      case PAYOUT -> number(orEmpty(bet.payoutData().payout()));
      case POINTS -> number(orEmpty(slip.points()));
      case TEASER_ODDS ->
          slip.teaserOdds() == null
              ? ""
              : String.join(" ", slip.teaserOdds().stream().map(this::number).toList());
      case NOTES -> orEmpty(slip.notes());
    };
  }

  private String kickoff(long kickoffMs) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        OffsetDateTime.ofInstant(Instant.ofEpochMilli(kickoffMs), zone));
  }

  private String number(String text) {
    return separator == ';' && text.matches(NUMBER) ? text.replace('.', ',') : text;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
