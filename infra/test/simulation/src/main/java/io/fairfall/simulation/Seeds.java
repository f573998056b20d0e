package io.fairfall.simulation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A range of seeds, both ends included.
 *
 * @param first 0 or more
 * @param last at least the first
 */
public record Seeds(long first, long last) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,15})(?:\\.\\.([0-9]{1,15}))?");

  public Seeds {
    if (first < 0 || last < first) {
      throw new IllegalArgumentException("seeds are A..B with A up to B");
    }
  }

  long count() {
    return last - first + 1;
  }

  @Override
  public String toString() {
    return first == last ? Long.toString(first) : first + ".." + last;
  }

  static Seeds parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("seeds are a number, or two like 1..100");
    }
    long first = Long.parseLong(form.group(1));
    return new Seeds(first, form.group(2) == null ? first : Long.parseLong(form.group(2)));
  }

  /** For the command line. */
  static final class Converter implements ITypeConverter<Seeds> {
    @Override
    public Seeds convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException malformed) {
        throw new TypeConversionException(malformed.getMessage());
      }
    }
  }
}
