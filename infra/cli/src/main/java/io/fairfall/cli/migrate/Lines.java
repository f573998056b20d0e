package io.fairfall.cli.migrate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The lines of a stream, one at a time, in bounded memory whatever the stream holds.
 *
 * <p>Lines end with LF or CRLF. Text is UTF-8; a byte order mark is no part of it, and bytes that
 * are no text become a character that no rule accepts.
 */
final class Lines implements AutoCloseable {
  /** An address and an amount need less than 150. */
  static final int MAX_LINE_BYTES = 1_000;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final byte[] line = new byte[MAX_LINE_BYTES];
  private int at;
  private int end;
  private long number;
  private long bytesRead;

  Lines(InputStream in) {
    this.in = in;
  }

  /**
   * A line of the file.
   *
   * @param number from 1
   * @param text without its end; of a line that is too long only the beginning
   */
  record Line(long number, String text, boolean isTooLong) {}

  /** The next line, or nothing at the end. */
  Optional<Line> next() throws IOException {
    int length = 0;
    long seen = 0;
    int read;
    while ((read = read()) >= 0 && read != '\n') {
      seen++;
      if (length < MAX_LINE_BYTES) {
        line[length++] = (byte) read;
      }
    }
    if (read < 0 && seen == 0) {
      return Optional.empty();
    }
    number++;
    boolean isTooLong = seen > MAX_LINE_BYTES;
    String text = new String(line, 0, length, StandardCharsets.UTF_8);
    if (number == 1 && text.startsWith(BYTE_ORDER_MARK)) {
      text = text.substring(1);
    }
    boolean hasReturn = !isTooLong && text.endsWith("\r");
    return Optional.of(
        new Line(number, hasReturn ? text.substring(0, text.length() - 1) : text, isTooLong));
  }

  /** How far it has come, in bytes of the stream. */
  long bytesRead() {
    return bytesRead;
  }

  private int read() throws IOException {
    if (at == end) {
      end = Math.max(0, in.read(buffer));
      at = 0;
      if (end == 0) {
        return -1;
      }
    }
    bytesRead++;
    return buffer[at++] & 0xff;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
