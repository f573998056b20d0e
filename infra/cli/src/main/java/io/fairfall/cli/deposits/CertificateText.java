package io.fairfall.cli.deposits;

import io.fairfall.cli.admin.AdminCommandException;
import io.fairfall.load.Tree;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The text of a certificate, put together from pages that follow on each other. Each page is held
 * to its own sum: what the house itself cannot explain it does not sign.
 */
public final class CertificateText {
  private static final int WEI = 2;

  private final long from;
  private final List<String> lines = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();
  private String head = "";
  private String opening = "";
  private String closing = "";
  private List<String> tokens = List.of();
  private long next;

  /**
   * A certificate without pages.
   *
   * @param from its first block
   */
  public CertificateText(long from) {
    this.from = from;
    this.next = from;
  }

  /** The first block of the next page. */
  public long next() {
    return next;
  }

  /** How many lines there are. */
  public int lines() {
    return lines.size() + sent.size();
  }

  /**
   * Adds a page: the answer to {@code deposits.certificate}.
   *
   * @throws AdminCommandException if it does not follow on the one before, or does not add up
   */
  public void add(Tree page) {
    List<String> missing = texts(page, "missing");
    if (!missing.isEmpty()) {
      throw new AdminCommandException(
          "Nobody has answered for %d deposits, first %s: reprocess blocks %d to %d."
              .formatted(missing.size(), missing.getFirst(), next, page.number("next") - 1));
    }
    String before = page.text("opening");
    if (!closing.isEmpty() && !closing.equals(before)) {
      throw new AdminCommandException("The chain has changed meanwhile: begin again.");
    }
    if (opening.isEmpty()) {
      opening = before;
      head = "chain %d\nwallet %s\n".formatted(page.number("chain"), page.text("wallet"));
      tokens = texts(page, "tokens");
    }
    closing = page.text("closing");
    requireSum(page, before);
    lines.addAll(texts(page, "lines"));
    sent.addAll(texts(page, "sent"));
    next = page.number("next");
  }

  private void requireSum(Tree page, String before) {
    BigInteger sum = wei(before, 1);
    for (String line : texts(page, "lines")) {
      boolean isEther = line.split(" ", -1)[1].matches(".*:[NI][0-9.]*");
      sum = isEther ? sum.add(wei(line, WEI)) : sum;
    }
    for (String line : texts(page, "sent")) {
      sum = sum.subtract(wei(line, 1));
    }
    BigInteger unexplained = wei(closing, 1).subtract(sum);
    if (unexplained.signum() != 0) {
      throw new AdminCommandException(
          "In blocks %d to %d the balance changed by %s wei that nothing explains."
              .formatted(next, page.number("next") - 1, unexplained));
    }
  }

  private static BigInteger wei(String line, int word) {
    return new BigInteger(line.split(" ", -1)[word]);
  }

  private static List<String> texts(Tree page, String name) {
    return page.at(name).items().stream().map(one -> one.text().orElseThrow()).toList();
  }

  /**
   * All of it, with the signature: of the blocks whose pages were added, which are a range like any
   * other where the last ones are not there.
   */
  public String signed(PrivateKey key) throws GeneralSecurityException {
    StringBuilder text = new StringBuilder("fairfall-deposits 1\n").append(head);
    text.append(
        "blocks %d %d\nopening %s\nclosing %s\n".formatted(from, next - 1, opening, closing));
    tokens.forEach(one -> text.append("token ").append(one).append('\n'));
    lines.forEach(one -> text.append("line ").append(one).append('\n'));
    sent.forEach(one -> text.append("sent ").append(one).append('\n'));
    text.append("end ").append(lines()).append('\n');
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(key);
    signature.update(text.toString().getBytes(StandardCharsets.US_ASCII));
    return text.append("signature ")
        .append(Base64.getEncoder().encodeToString(signature.sign()))
        .append('\n')
        .toString();
  }
}
