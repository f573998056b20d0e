package io.fairfall.settings;

import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.fairfall.money.Wei;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the value of a setting is written: in an entry, in a command, and by a person.
 *
 * <p>There are five, and each value is of a type that has an order, so that it can be bounded.
 *
 * @param <V> the values' type
 */
public abstract sealed class SettingForm<V extends Comparable<V>> {
  /** {@code true} is paused. People move it with a command of its own and set no value. */
  public static final SettingForm<Boolean> PAUSE = new Pause();

  /** Wei as a decimal string; people write and read ether. */
  public static final SettingForm<Wei> AMOUNT = new Amount();

  /** Whole hundredths of all players; people may write a percent sign behind them. */
  public static final SettingForm<Integer> PERCENT_OF_PLAYERS = new Percent();

  /** Hundredths of a percent of the bankroll; people write {@code 100bp} or {@code 1%}. */
  public static final SettingForm<Integer> SHARE_OF_BANKROLL = new Share();

  /** Whole seconds; people write {@code 90s}, {@code 15m} or {@code 24h}. */
  public static final SettingForm<Integer> SECONDS = new Duration();

  private final String inCommands;
  private final String byPeople;
  private final String placeholder;
  private final String unit;

  /**
   * @param unit what people read behind a value, or behind the last of several
   */
  private SettingForm(String inCommands, String byPeople, String placeholder, String unit) {
    this.inCommands = inCommands;
    this.byPeople = byPeople;
    this.placeholder = placeholder;
    this.unit = unit;
  }

  /** What a value is in a command and in an entry, like {@code wei as a decimal string}. */
  public String inCommands() {
    return inCommands;
  }

  /** What a person writes, like {@code ether, like 0.25}. */
  public String byPeople() {
    return byPeople;
  }

  /** What stands for a value in the help of a command line. */
  public String placeholder() {
    return placeholder;
  }

  /**
   * Takes a value out of a command's JSON.
   *
   * @param json never null
   * @throws IllegalArgumentException if it is not of this form
   */
  abstract V of(Object json);

  /** A value as it stands in a command's JSON. */
  public Object inCommand(V value) {
    return value;
  }

  /**
   * Reads what a person wrote, exactly.
   *
   * @throws IllegalArgumentException if it is not of this form
   */
  abstract V parse(String text);

  /** A value as people read it, with its unit. */
  public final String text(V value) {
    return bare(value) + unit;
  }

  abstract String bare(V value);

  /** Two bounds in words. */
  final String between(V least, V most) {
    return "from " + bare(least) + " to " + text(most);
  }

  /** A bound in words, where there is no other at the other end. */
  String atLeast(V least) {
    return "at least " + text(least);
  }

  abstract void write(JsonWriter writer, V value);

  abstract V read(JsonReader reader);

  final IllegalArgumentException refused() {
    return new IllegalArgumentException(byPeople);
  }

  /** Whole numbers alone come as {@code Long}, so that nothing is rounded on the way. */
  private static int whole(Object json) {
    if (json instanceof Long number && number == number.intValue()) {
      return number.intValue();
    }
    throw new IllegalArgumentException("not a whole number");
  }

  private static final class Pause extends SettingForm<Boolean> {
    Pause() {
      super("true or false", "paused or open", "PAUSED", "");
    }

    @Override
    Boolean of(Object json) {
      if (json instanceof Boolean paused) {
        return paused;
      }
      throw refused();
    }

    @Override
    Boolean parse(String text) {
      return switch (text) {
        case "paused" -> true;
        case "open" -> false;
        default -> throw refused();
      };
    }

    @Override
    String bare(Boolean paused) {
      return paused ? "PAUSED" : "open";
    }

    @Override
    void write(JsonWriter writer, Boolean paused) {
      writer.value(paused.booleanValue());
    }

    @Override
    Boolean read(JsonReader reader) {
      return reader.readBoolean();
    }
  }

  private static final class Amount extends SettingForm<Wei> {
    Amount() {
      super("wei as a decimal string", "ether, like 0.25, with at most 18 decimals", "ETH", " ETH");
    }

    @Override
    Wei of(Object json) {
      if (json instanceof String text) {
        return Wei.parse(text);
      }
      throw refused();
    }

    @Override
    public Object inCommand(Wei amount) {
      return amount.value().toString();
    }

    @Override
    Wei parse(String text) {
      try {
        return Wei.parseEther(text);
      } catch (IllegalArgumentException malformed) {
        throw refused();
      }
    }

    @Override
    String bare(Wei amount) {
      return amount.toEther();
    }

    @Override
    String atLeast(Wei least) {
      return least.equals(Wei.of(1)) ? "more than 0" : super.atLeast(least);
    }

    @Override
    void write(JsonWriter writer, Wei amount) {
      writer.value(amount.value().toString());
    }

    @Override
    Wei read(JsonReader reader) {
      return Wei.parse(reader.readString());
    }
  }

  /** Forms that are whole numbers in entries and commands, and differ in how people write them. */
  private abstract static sealed class Whole extends SettingForm<Integer> {
    Whole(String inCommands, String byPeople, String placeholder, String unit) {
      super(inCommands, byPeople, placeholder, unit);
    }

    @Override
    final Integer of(Object json) {
      return whole(json);
    }

    @Override
    final void write(JsonWriter writer, Integer number) {
      writer.value(number.intValue());
    }

    @Override
    final Integer read(JsonReader reader) {
      return reader.readInt();
    }
  }

  private static final class Percent extends Whole {
    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,3})%?");

    Percent() {
      super("a whole number", "a whole percentage, like 10", "PERCENT", " of players");
    }

    @Override
    Integer parse(String text) {
      Matcher written = WRITTEN.matcher(text);
      if (written.matches()) {
        return Integer.valueOf(written.group(1));
      }
      throw refused();
    }

    @Override
    String bare(Integer percent) {
      return percent + "%";
    }
  }

  private static final class Share extends Whole {
    private static final Pattern BASIS_POINTS = Pattern.compile("([0-9]{1,5})bp");
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(\\.[0-9]{1,2})?)%");
    private static final int BASIS_POINT_DECIMALS = 2;

    Share() {
      super(
          "a whole number of basis points",
          "a share, like 100bp or 1%",
          "SHARE",
          " of the bankroll");
    }

    @Override
    Integer parse(String text) {
      Matcher points = BASIS_POINTS.matcher(text);
      if (points.matches()) {
        return Integer.valueOf(points.group(1));
      }
      Matcher percent = PERCENT.matcher(text);
      if (percent.matches()) {
        BigDecimal exact = new BigDecimal(percent.group(1));
        return exact.scaleByPowerOfTen(BASIS_POINT_DECIMALS).intValueExact();
      }
      throw refused();
    }

    @Override
    String bare(Integer basisPoints) {
      BigDecimal percent = BigDecimal.valueOf(basisPoints, BASIS_POINT_DECIMALS);
      return percent.stripTrailingZeros().toPlainString() + "%";
    }
  }

  private static final class Duration extends Whole {
    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,6})([smh])");
    private static final int SECONDS_OF_MINUTE = 60;
    private static final int SECONDS_OF_HOUR = 3_600;

    Duration() {
      super("a whole number of seconds", "a time, like 90s, 15m or 24h", "TIME", "");
    }

    @Override
    Integer parse(String text) {
      Matcher written = WRITTEN.matcher(text);
      if (!written.matches()) {
        throw refused();
      }
      int number = Integer.parseInt(written.group(1));
      try {
        return Math.multiplyExact(
            number,
            switch (written.group(2)) {
              case "h" -> SECONDS_OF_HOUR;
              case "m" -> SECONDS_OF_MINUTE;
              default -> 1;
            });
      } catch (ArithmeticException tooLong) {
        throw refused();
      }
    }

    @Override
    String bare(Integer seconds) {
      if (seconds > 0 && seconds % SECONDS_OF_HOUR == 0) {
        return seconds / SECONDS_OF_HOUR + " h";
      }
      return seconds > 0 && seconds % SECONDS_OF_MINUTE == 0
          ? seconds / SECONDS_OF_MINUTE + " min"
          : seconds + " s";
    }
  }
}
