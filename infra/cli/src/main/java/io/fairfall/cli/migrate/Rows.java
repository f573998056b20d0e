package io.fairfall.cli.migrate;

import io.fairfall.cli.migrate.Form.Fields;
import io.fairfall.cli.migrate.Lines.Line;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.Keys;

/**
 * Reads a file row by row and judges each, without asking anybody.
 *
 * <p>Where an address stands twice, only its first row counts, whatever became of that one: two
 * rows that disagree must not be decided by which of them happens to be well formed.
 */
final class Rows {
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");
  private static final Pattern ONE_CASE = Pattern.compile("0x([0-9a-f]{40}|[0-9A-F]{40})");
  private static final String ZERO = "0x" + "0".repeat(40);

  private final Lines lines;
  private final FirstLines firstLines = new FirstLines();
  private @Nullable Form form;

  Rows(Lines lines) {
    this.lines = lines;
  }

  /** The next row, or nothing at the end. Blank lines and a header are no rows. */
  Optional<Row> next() throws IOException {
    Optional<Line> line = lines.next();
    while (line.isPresent() && isNoRow(line.get())) {
      line = lines.next();
    }
    return line.map(this::judge);
  }

  private boolean isNoRow(Line line) {
    if (line.text().isBlank() && !line.isTooLong()) {
      return true;
    }
    if (form != null) {
      return false;
    }
    form = Form.of(line.text());
    return form == Form.CSV && form.read(line.text()).filter(Fields::isHeader).isPresent();
  }

  private Row judge(Line line) {
    if (line.isTooLong()) {
      return rejected(line, Reject.LINE_TOO_LONG);
    }
    Form known = form == null ? Form.CSV : form;
    return known
        .read(line.text())
        .map(fields -> judge(line, fields))
        .orElseGet(() -> rejected(line, known.otherwise()));
  }

  private Row judge(Line line, Fields fields) {
    if (!ADDRESS.matcher(fields.address()).matches()) {
      return rejected(line, Reject.ADDRESS_FORM);
    }
    String player = fields.address().toLowerCase(Locale.ROOT);
    if (!ONE_CASE.matcher(fields.address()).matches()
        && !Keys.toChecksumAddress(player).equals(fields.address())) {
      return rejected(line, Reject.ADDRESS_CHECKSUM);
    }
    if (player.equals(ZERO)) {
      return rejected(line, Reject.ADDRESS_ZERO);
    }
    if (firstLines.isFull(line.number())) {
      return rejected(line, Reject.FILE_TOO_LONG);
    }
    long first = firstLines.remember(player, line.number());
    if (first != line.number()) {
      return rejected(line, Reject.DUPLICATE, Reject.DUPLICATE.sentence() + first);
    }
    if (!fields.isBalanceText()) {
      return rejected(line, Reject.BALANCE_NOT_TEXT);
    }
    return switch (DecimalEther.read(fields.balance())) {
      case DecimalEther.Refused refused -> rejected(line, refused.reason());
      case DecimalEther.Amount amount when amount.wei().isZero() -> new Row.Zero(line.number());
      case DecimalEther.Amount amount -> new Row.Opening(line.number(), player, amount.wei());
    };
  }

  private static Row rejected(Line line, Reject reject) {
    return rejected(line, reject, reject.sentence());
  }

  private static Row rejected(Line line, Reject reject, String reason) {
    return new Row.Rejected(line.number(), reject.name(), reason, line.text());
  }
}
