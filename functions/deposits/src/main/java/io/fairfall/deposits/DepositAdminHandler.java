package io.fairfall.deposits;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.avaje.jsonb.Json;
import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.Halt;
import io.fairfall.deposits.cursor.Owing;
import io.fairfall.deposits.outbox.UnattributedFunds;
import io.fairfall.deposits.repair.Certification;
import io.fairfall.deposits.repair.Claims;
import io.fairfall.deposits.repair.Compensation;
import io.fairfall.deposits.repair.Openings;
import io.fairfall.deposits.repair.Reprocess;
import io.fairfall.deposits.scan.AcceptedToken;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.deposits.wiring.DepositsContext;
import io.fairfall.deposits.wiring.IndexerConfiguration;
import io.fairfall.ethereumrpc.ProviderHealthSnapshot;
import io.fairfall.ethereumrpc.RpcProviders;
import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.http.ProblemException;
import io.fairfall.http.RequestJson;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.json.JsonCodec;
import io.fairfall.platform.Environment;
import io.fairfall.platform.Log;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What operators ask about deposits. The operations function hands such commands on, and they are
 * answered in its form: {@code {"ok": true, …}} or {@code {"ok": false, "problem": {…}}}.
 */
public final class DepositAdminHandler implements RequestStreamHandler {
  /** One command works for so long, and says where the next one goes on. */
  private static final long MAX_WORK_MS = 20_000;

  private static final int MAX_LISTED = 100;

  /** Of what a deep reorganisation took back: an answer has 6 MB at most. */
  static final int MAX_OF_A_HALT = 1_000;

  private final DepositsContext context;

  public DepositAdminHandler() {
    this(System.getenv());
  }

  public DepositAdminHandler(Map<String, String> variables) {
    this(DepositsContext.of(new Environment(variables), InstantSource.system()));
  }

  public DepositAdminHandler(DepositsContext context) {
    this.context = context;
  }

  /** A command; which of the members it needs depends on the action. */
  @Json
  record Command(
      String action,
      @Nullable Long from,
      @Nullable Long to,
      @Nullable Boolean dryRun,
      @Nullable String key,
      @Nullable String player,
      @Nullable String by,
      @Nullable String reason,
      @Nullable Boolean beforeFirst) {
    Command {
      if (action == null) {
        throw new IllegalArgumentException("action is missing: say what to do.");
      }
    }

    /** Refuses any other member: it must not look as if it had been obeyed. */
    Command only(String... known) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      members.put("from", from);
      members.put("to", to);
      members.put("dryRun", dryRun);
      members.put("key", key);
      members.put("player", player);
      members.put("by", by);
      members.put("reason", reason);
      members.put("beforeFirst", beforeFirst);
      members.forEach(
          (name, value) -> {
            if (value != null && !List.of(known).contains(name)) {
              throw ProblemException.invalid(action + " knows no " + name + ".");
            }
          });
      return this;
    }
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context lambda) throws IOException {
    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    String answer = JsonCodec.write(answer(text));
    out.write(answer.getBytes(StandardCharsets.UTF_8));
  }

  public Map<String, Object> answer(String text) {
    try {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("ok", true);
      answer.putAll(run(RequestJson.read(Command.class, text)));
      return answer;
    } catch (ProblemException exception) {
      return refused(exception.problem());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return refused(Problem.of(CommonCode.UNAVAILABLE, "It was stopped. Look, then repeat."));
    } catch (StoreUnavailableException failure) {
      Log.failure("operation_unanswered", failure, Map.of());
      return refused(
          Problem.of(CommonCode.UNAVAILABLE, "The store does not answer. Look, then repeat."));
    } catch (RuntimeException failure) {
      Log.failure("operation_failed", failure, Map.of());
      return refused(Problem.of(CommonCode.INTERNAL, "This is our mistake: the log says more."));
    }
  }

  private Map<String, Object> run(Command command) throws InterruptedException {
    return switch (command.action()) {
      case "deposits.status" -> status(command.only("from"));
      case "deposits.unattributed" -> {
        command.only();
        yield unattributed();
      }
      case "deposits.reprocess" ->
          reprocess(command.only("from", "to", "dryRun", "beforeFirst", "by", "reason"));
      case "deposits.claim" -> claim(command.only("key", "player", "by", "reason", "beforeFirst"));
      case "deposits.approve" -> approve(command.only("by", "reason"));
      case "deposits.certificate" -> certificate(command.only("from", "to"));
      default ->
          throw ProblemException.invalid(
              "There is no such action, only deposits.status, .unattributed, .reprocess, .claim,"
                  + " .approve and .certificate.");
    };
  }

  /** How things are; of what a halt lists so many from a place on, counted from 0. */
  private Map<String, Object> status(Command command) {
    long from = command.from() == null ? 0 : Math.max(0, command.from());
    Map<String, Object> found =
        new IndexerHealth(context.cursors(), context.unattributed(), context.clock()).look();
    Cursor cursor = cursor();
    Halt halt = cursor == null ? null : cursor.halt();
    if (halt != null) {
      found.put("listed", halt.listed().stream().skip(from).limit(MAX_OF_A_HALT).toList());
      found.put("listedDeposits", halt.listed().size());
    }
    if (cursor != null && !cursor.owing().isEmpty()) {
      found.put("owed", cursor.owing().stream().limit(MAX_LISTED).map(this::owed).toList());
      found.put("owedDeposits", cursor.owing().size());
    }
    return found;
  }

  /** How far a deposit is taken back that left the chain. */
  private Map<String, Object> owed(Owing one) {
    String key = one.transfer().key();
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("key", key);
    line.put("player", one.player());
    line.put("amount", one.transfer().amount());
    context
        .accounts()
        .reversed(key)
        .ifPresent(
            reversed -> {
              line.put("taken", reversed.taken());
              line.put("owed", reversed.owed());
            });
    return line;
  }

  private Map<String, Object> unattributed() {
    List<Map<String, Object>> kept = new ArrayList<>();
    UnattributedFunds.Page newest = context.unattributed().latest(MAX_LISTED);
    for (DepositTransfer transfer : newest.kept()) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("transfer", transfer);
      context.unattributed().claim(transfer.key()).ifPresent(claim -> line.put("claim", claim));
      kept.add(line);
    }
    return Map.of("unattributed", kept, "whole", newest.isWhole());
  }

  /** A range of blocks, and how far the chain was walked. */
  private record Range(long from, long to, Cursor cursor) {}

  private Range range(Command command) {
    Cursor cursor = cursor();
    if (cursor == null) {
      throw Problem.of(CommonCode.UNAVAILABLE, "Nobody has looked at the chain yet: wait a minute.")
          .refusal();
    }
    Long from = command.from();
    Long to = command.to();
    if (from == null || to == null || from < 0 || to < 0) {
      throw ProblemException.invalid("from and to name the first and the last block, from 0 on.");
    }
    return new Range(from, to, cursor);
  }

  /** One page of a certificate, for blocks that all are walked and final. */
  private Map<String, Object> certificate(Command command) throws InterruptedException {
    Range range = range(command);
    Cursor cursor = range.cursor();
    IndexerConfiguration configuration = context.configuration();
    long first = Math.max(1, configuration.first(cursor));
    long last = configuration.walk().finalBlock(cursor);
    if (range.from() < first || range.to() < range.from() || range.to() > last) {
      throw ProblemException.invalid(
          "Blocks %d to %d can be certified: those that count and are final."
              .formatted(first, last));
    }
    if (cursor.isHalted()) {
      throw Problem.of(CommonCode.PAUSED, "Deposits are halted: nothing is certified.").refusal();
    }
    Certification.Page page =
        new Certification(context, nodes())
            .page(range.from(), range.to(), cursor, context.clock().millis() + MAX_WORK_MS);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("chain", configuration.deposits().chainId());
    answer.put("wallet", configuration.deposits().wallet());
    answer.put(
        "tokens",
        configuration.deposits().tokens().values().stream()
            .map(AcceptedToken::written)
            .sorted()
            .toList());
    answer.put("opening", place(page.opening()));
    answer.put("closing", place(page.closing()));
    answer.put(
        "lines",
        page.lines().stream()
            .map(one -> "%d %s %s %s".formatted(one.block(), one.key(), one.wei(), one.state()))
            .toList());
    answer.put(
        "sent",
        page.sent().stream().map(one -> "%d %s".formatted(one.block(), one.wei())).toList());
    answer.put("missing", page.missing());
    answer.put("next", page.next());
    return answer;
  }

  private static String place(Certification.Place place) {
    return place.hash() + " " + place.wei();
  }

  private Map<String, Object> reprocess(Command command) throws InterruptedException {
    Range range = range(command);
    Cursor cursor = range.cursor();
    boolean dryRun = Boolean.TRUE.equals(command.dryRun());
    if (cursor.isHalted() && !dryRun) {
      throw Problem.of(CommonCode.PAUSED, "Deposits are halted: only a dry run is possible.")
          .refusal();
    }
    long last = Math.min(range.to(), context.configuration().walk().finalBlock(cursor));
    if (last < range.from()) {
      throw ProblemException.invalid(
          "Blocks are final up to %d: walk those, or wait.".formatted(last));
    }
    long next = Math.max(1, range.from());
    Reprocess reprocess = reprocess(command, next, cursor);
    Set<String> compensated = cursor.compensated();
    long found = 0;
    List<DepositTransfer> missing = new ArrayList<>();
    List<Cursor.Untraced> untraced = new ArrayList<>();
    String failure = null;
    long endMs = context.clock().millis() + MAX_WORK_MS;
    while (next <= last && failure == null && context.clock().millis() < endMs) {
      Reprocess.Done done = reprocess.run(next, last, dryRun, compensated);
      next = done.next();
      found += done.found();
      missing.addAll(done.missing());
      untraced.addAll(done.untraced());
      failure = done.failure();
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("found", found);
    answer.put("missing", missing);
    answer.put("last", last);
    if (!untraced.isEmpty()) {
      answer.put("untraced", untraced);
    }
    if (Boolean.TRUE.equals(command.beforeFirst())) {
      answer.put("openings", new Openings(context.accountJournals()).of(missing));
    }
    if (next <= last) {
      answer.put("next", next);
    }
    if (failure != null) {
      answer.put("reason", failure);
    }
    return answer;
  }

  /** What came before the first block is credited by nobody's silence: somebody says why. */
  private Reprocess reprocess(Command command, long from, Cursor cursor) {
    if (Boolean.TRUE.equals(command.beforeFirst())) {
      String by = required("by", command.by());
      String reason = required("reason", command.reason());
      Log.warn(
          "reprocess_before_first",
          Map.of("by", by, "reason", reason, "from", from, "to", String.valueOf(command.to())));
      return Reprocess.beforeTheFirst(context, nodes());
    }
    if (command.by() != null || command.reason() != null) {
      throw ProblemException.invalid("by and reason belong to beforeFirst.");
    }
    long first = context.configuration().first(cursor);
    if (from < first) {
      throw ProblemException.invalid(
          "Block %d is the first that counts: begin there, or say beforeFirst, by and reason."
              .formatted(first));
    }
    return new Reprocess(context, nodes());
  }

  private Map<String, Object> claim(Command command) {
    UnattributedFunds.Claim claim =
        new UnattributedFunds.Claim(
            required("player", command.player()),
            required("by", command.by()),
            required("reason", command.reason()));
    if (!claim.player().matches("0x[0-9a-f]{40}")) {
      throw ProblemException.invalid("player is a lower-case address.");
    }
    UnattributedFunds.Claim counts =
        new Claims(context)
            .claim(
                required("key", command.key()), claim, Boolean.TRUE.equals(command.beforeFirst()));
    return Map.of("claim", counts, "isNew", counts.equals(claim));
  }

  private Map<String, Object> approve(Command command) throws InterruptedException {
    String by = required("by", command.by());
    if (by.contains(": ")) {
      throw ProblemException.invalid("by is a name without a colon.");
    }
    List<Map<String, Object>> settled = new ArrayList<>();
    for (Compensation.Settled one :
        new Compensation(context, nodes()).approve(by, required("reason", command.reason()))) {
      settled.add(
          Map.of(
              "key", one.key(),
              "player", one.player(),
              "stands", one.stands(),
              "taken", one.taken(),
              "owed", one.owed()));
    }
    int all = settled.size();
    return Map.of(
        "settled", settled.subList(0, Math.min(all, MAX_OF_A_HALT)), "settledDeposits", all);
  }

  private @Nullable Cursor cursor() {
    return context.cursors().overview().map(all -> all.state().cursor()).orElse(null);
  }

  private RpcProviders nodes() {
    return context.nodes(ProviderHealthSnapshot.NONE);
  }

  private static String required(String name, @Nullable String value) {
    if (value == null || value.isBlank() || value.length() > 200) {
      throw ProblemException.invalid(name + " is missing, or longer than 200 characters.");
    }
    return value.strip();
  }

  private static Map<String, Object> refused(Problem problem) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("ok", false);
    answer.put("problem", problem.members());
    return answer;
  }
}
