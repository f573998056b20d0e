package io.fairfall.cli.certificate;

import io.avaje.jsonb.Jsonb;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an export's table {@code payouts} says, as {@code docs/reference/payouts-specification.md}
 * has it: what was to be paid, with which nonce and transactions, and how it ended.
 */
final class PayoutExport {
  private static final Jsonb JSON = Jsonb.builder().build();
  private static final String TABLE = "payouts";
  private static final long LARGEST = 1L << 53;

  /** Payouts by their journals. */
  final Map<String, Payout> payouts = new TreeMap<>();

  /** The owners of nonces by their journals. */
  final Map<String, Wallet> wallets = new TreeMap<>();

  /** One payout; what has not happened is null or empty. */
  static final class Payout {
    private @Nullable String to;
    private @Nullable BigInteger amount;
    private @Nullable String nonces;
    private long nonce;
    private final Map<String, Boolean> attempts = new HashMap<>();
    private @Nullable String end;
    private @Nullable String hash;
    private long block;
    private @Nullable String blockHash;

    String to() {
      return Objects.requireNonNullElse(to, "");
    }

    BigInteger amount() {
      return Objects.requireNonNullElse(amount, BigInteger.ZERO);
    }

    /** The journal of its nonce; null where it has none. */
    @Nullable String nonces() {
      return nonces;
    }

    long nonce() {
      return nonce;
    }

    /** Whether each transaction pays, by hash; otherwise it cancels. */
    Map<String, Boolean> attempts() {
      return attempts;
    }

    /** {@code paid} or {@code refunded}, or null. */
    @Nullable String end() {
      return end;
    }

    /** The transaction that decided it; null where none did. */
    @Nullable String hash() {
      return hash;
    }

    long block() {
      return block;
    }

    @Nullable String blockHash() {
      return blockHash;
    }
  }

  /** The nonces of one wallet. */
  static final class Wallet {
    private final long chainId;
    private final String address;
    private long first;

    /** Journals of payouts, or null for a nonce that was skipped. */
    private final List<@Nullable String> owners = new ArrayList<>();

    private Wallet(long chainId, String address) {
      this.chainId = chainId;
      this.address = address;
    }

    long chainId() {
      return chainId;
    }

    String address() {
      return address;
    }

    long first() {
      return first;
    }

    List<@Nullable String> owners() {
      return owners;
    }
  }

  /**
   * Reads an export.
   *
   * @throws RefusedException if a line is none
   */
  static PayoutExport read(Stream<String> lines) {
    PayoutExport export = new PayoutExport();
    lines.forEach(export::line);
    return export;
  }

  private void line(String text) {
    Map<?, ?> line = object(text);
    if (!TABLE.equals(line.get("table"))) {
      return;
    }
    String journal = text(line, "journal");
    String type = text(line, "type");
    Map<?, ?> body = object(text(line, "body"));
    if (journal.startsWith("payout:")) {
      step(payouts.computeIfAbsent(journal, name -> new Payout()), type, body);
    } else if (journal.startsWith("nonces:")) {
      owner(wallets.computeIfAbsent(journal, PayoutExport::wallet), type, body);
    }
  }

  private static Wallet wallet(String journal) {
    String[] parts = journal.split(":", -1);
    if (parts.length != 3 || !parts[1].matches("[1-9][0-9]{0,14}")) {
      throw new RefusedException("no wallet has the journal " + journal);
    }
    return new Wallet(new BigInteger(parts[1]).longValueExact(), parts[2]);
  }

  private static void step(Payout payout, String type, Map<?, ?> body) {
    switch (type) {
      case "asked" -> {
        payout.to = text(body, "to");
        payout.amount = amount(text(body, "amount"));
      }
      case "assigned" -> {
        payout.nonces = "nonces:" + whole(body, "chainId") + ":" + text(body, "wallet");
        payout.nonce = whole(body, "nonce");
      }
      case "attempt" -> payout.attempts.put(text(body, "hash"), text(body, "kind").equals("pay"));
      case "paid", "refunded" -> {
        payout.end = type;
        if (body.containsKey("hash")) {
          payout.hash = text(body, "hash");
          payout.block = whole(body, "block");
          payout.blockHash = text(body, "blockHash");
        }
      }
      case "approved", "cancelling" -> {}
      default -> throw new RefusedException("no payout has a step " + type);
    }
  }

  private static void owner(Wallet wallet, String type, Map<?, ?> body) {
    switch (type) {
      case "opened" -> wallet.first = whole(body, "first");
      case "claimed" ->
          wallet.owners.add("payout:" + text(body, "player") + ":" + whole(body, "version"));
      case "skipped" -> wallet.owners.add(null);
      default -> throw new RefusedException("no nonce has an entry " + type);
    }
  }

  private static BigInteger amount(String text) {
    if (!text.matches("0|[1-9][0-9]{0,77}")) {
      throw new RefusedException("is no amount: " + text);
    }
    return new BigInteger(text);
  }

  private static Map<?, ?> object(String text) {
    try {
      if (JSON.type(Object.class).fromJson(text) instanceof Map<?, ?> map) {
        return map;
      }
    } catch (RuntimeException notJson) {
      throw new RefusedException("the export has a line that is no JSON: " + notJson.getMessage());
    }
    throw new RefusedException("the export has a line that is no object");
  }

  private static String text(Map<?, ?> object, String name) {
    if (object.get(name) instanceof String text) {
      return text;
    }
    throw new RefusedException("the export lacks the text " + name);
  }

  private static long whole(Map<?, ?> object, String name) {
    if (object.get(name) instanceof Number number
        && number.doubleValue() == Math.rint(number.doubleValue())
        && number.doubleValue() >= 0
        && number.doubleValue() < LARGEST) {
      return number.longValue();
    }
    throw new RefusedException("the export lacks the whole number " + name);
  }
}
