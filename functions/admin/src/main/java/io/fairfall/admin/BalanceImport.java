package io.fairfall.admin;

import io.fairfall.http.ProblemException;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacMismatchException;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.ledger.AccountContendedException;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.ExternalReceipts;
import io.fairfall.money.Wei;
import io.fairfall.platform.Log;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Opens accounts with the balances that players bring from an older system.
 *
 * <p>Each row has an answer of its own, and none of them waits for another to be right. Who was
 * opened already, with the same amount, stays as he is, so that any row may be brought again.
 */
final class BalanceImport {
  /** What one command may bring: work for a second or two. */
  static final int MAX_ROWS = 50;

  /** Writers at a time. Rows are of different players, so that they do not hinder each other. */
  private static final int WRITERS = 8;

  private static final int MAX_FILE_NAME = 120;
  private static final Pattern PLAYER = Pattern.compile("0x[0-9a-f]{40}");

  private final Journals journals;
  private final Accounts accounts;

  /**
   * @param journals where the receipts of openings stand
   */
  BalanceImport(Journals journals, Accounts accounts) {
    this.journals = journals;
    this.accounts = accounts;
  }

  private enum Status {
    OPENED("opened"),
    ALREADY("already"),
    REJECTED("rejected"),
    UNKNOWN("unknown");

    private final String word;

    Status(String word) {
      this.word = word;
    }
  }

  private record Row(String player, Wei amount) {}

  private record Result(Row row, Status status, String code, String detail) {
    Map<String, Object> members() {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("status", status.word);
      if (!code.isEmpty()) {
        members.put("code", code);
        members.put("detail", detail);
      }
      return members;
    }
  }

  Map<String, Object> open(AdminCommand command) {
    command.only("by", "reason", "file", "rows");
    String by = command.by();
    String reason = command.reason();
    String file = command.text("file", MAX_FILE_NAME, "what the file is called");
    List<Row> rows = rows(command.items("rows", MAX_ROWS));
    List<Result> results = openAll(rows);
    log(by, reason, file, results);
    return Map.of("rows", results.stream().map(Result::members).toList());
  }

  private static List<Row> rows(List<?> items) {
    List<Row> rows = new ArrayList<>();
    for (Object item : items) {
      rows.add(row("rows[" + rows.size() + "]", item));
    }
    return rows;
  }

  private static Row row(String name, @Nullable Object item) {
    if (item instanceof Map<?, ?> row) {
      for (Object member : row.keySet()) {
        if (!member.equals("player") && !member.equals("amount")) {
          throw ProblemException.invalid(name + " knows no " + member + ", only player, amount.");
        }
      }
    }
    if (item instanceof Map<?, ?> row
        && row.get("player") instanceof String player
        && PLAYER.matcher(player).matches()
        && row.get("amount") instanceof String amount) {
      try {
        return new Row(player, Wei.parse(amount));
      } catch (IllegalArgumentException malformed) {
        throw ProblemException.invalid(name + ".amount must be wei as a text of 1 to 78 digits.");
      }
    }
    throw ProblemException.invalid(
        name + " must be {\"player\": \"0x…\", \"amount\": \"…\"}, in lower case.");
  }

  private List<Result> openAll(List<Row> rows) {
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<Result>> opening =
          rows.stream().map(row -> writers.submit(() -> result(row))).toList();
      List<Result> results = new ArrayList<>();
      for (Future<Result> result : opening) {
        results.add(result.get());
      }
      return results;
    } catch (ExecutionException failed) {
      throw new IllegalStateException("a row failed otherwise than rows do", failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted between rows", stopped);
    }
  }

  private Result result(Row row) {
    try {
      Optional<ExternalReceipts.Receipt> receipt = receipt(row.player());
      return receipt.isPresent() ? earlier(row, receipt.get()) : now(row);
    } catch (MacMismatchException forged) {
      Log.failure("balance_import_on_a_mac_mismatch", forged, Map.of("player", row.player()));
      return new Result(
          row, Status.REJECTED, "BROKEN_SEAL", "the account's newest entry is not ours: audit it");
    } catch (StoreUnavailableException | AccountContendedException busy) {
      return new Result(row, Status.UNKNOWN, "UNAVAILABLE", "the store did not answer");
    } catch (RuntimeException failure) {
      Log.failure("balance_import_failed", failure, Map.of("player", row.player()));
      return new Result(row, Status.UNKNOWN, "INTERNAL", "our mistake: the log says more");
    }
  }

  private Optional<ExternalReceipts.Receipt> receipt(String player) {
    return journals
        .range(ExternalReceipts.journalOf(ExternalReceipts.openingKey(player)), 1, 1)
        .stream()
        .findFirst()
        .map(ExternalReceipts::read);
  }

  private static Result earlier(Row row, ExternalReceipts.Receipt receipt) {
    return receipt.amount().equals(row.amount())
        ? new Result(row, Status.ALREADY, "", "")
        : new Result(
            row,
            Status.REJECTED,
            "OTHER_AMOUNT",
            "the account was opened with " + receipt.amount().toEther() + " ether");
  }

  private Result now(Row row) {
    return switch (accounts.open(row.player(), row.amount())) {
      case Answer.Ok ok -> new Result(row, Status.OPENED, "", "");
      case Answer.No no ->
          new Result(
              row, Status.REJECTED, no.rejection().name(), "the ledger's rules do not allow it");
      case Answer.RateLimited hurried ->
          new Result(row, Status.UNKNOWN, "RATE_LIMITED", "the account is busy");
      case Answer.Nothing nothing -> throw new IllegalStateException("an opening is something");
    };
  }

  /** Who brought what and why: the log keeps it, since an entry has no room for it. */
  private static void log(String by, String reason, String file, List<Result> results) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("by", by);
    facts.put("reason", reason);
    facts.put("file", file);
    for (Status status : Status.values()) {
      facts.put(status.word, results.stream().filter(row -> row.status() == status).count());
    }
    facts.put(
        "openedWei",
        results.stream()
            .filter(row -> row.status() == Status.OPENED)
            .map(row -> row.row().amount().value())
            .reduce(BigInteger.ZERO, BigInteger::add)
            .toString());
    Log.info("openings", facts);
  }
}
