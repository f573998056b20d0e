package io.fairfall.cli.certificate;

import io.fairfall.cli.certificate.Certificate.Line;
import io.fairfall.cli.certificate.Certificate.Place;
import io.fairfall.cli.certificate.Certificate.Sent;
import io.fairfall.cli.certificate.Certificate.Token;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a certificate's text, strictly, and sees that its signature is the house's. */
final class CertificateReader {
  private static final String ADDRESS = "0x[0-9a-f]{40}";
  private static final String HASH = "0x[0-9a-f]{64}";
  private static final String NUMBER = "0|[1-9][0-9]{0,17}";
  private static final String AMOUNT = "0|[1-9][0-9]{0,77}";
  private static final String DECIMALS = "[0-9]|[1-6][0-9]|7[0-7]";
  private static final String STATE = "credited|claimed|unattributed|dust";
  private static final String SIGNATURE = "[A-Za-z0-9+/]{86}==";

  private final String[] lines;
  private int next;

  private CertificateReader(String text) {
    this.lines = text.split("\n", -1);
  }

  /**
   * Reads and proves a certificate.
   *
   * @param key the house's, Ed25519
   * @throws RefusedException if it is not of the form, or not signed with that key
   */
  static Certificate read(byte[] bytes, PublicKey key) {
    String text = new String(bytes, StandardCharsets.US_ASCII);
    CertificateReader reader = new CertificateReader(text);
    Certificate certificate = reader.read();
    String signature = reader.words("signature", SIGNATURE).getFirst();
    if (reader.next != reader.lines.length - 1 || !reader.lines[reader.next].isEmpty()) {
      throw new RefusedException("something follows on the signature.");
    }
    int signed = text.lastIndexOf("signature ");
    prove(bytes, signed, Base64.getDecoder().decode(signature), key);
    return certificate;
  }

  private static void prove(byte[] bytes, int length, byte[] signature, PublicKey key) {
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(bytes, 0, length);
      if (check.verify(signature)) {
        return;
      }
    } catch (GeneralSecurityException notOne) {
      // no signature of this key
    }
    throw new RefusedException("it is not signed with this key.");
  }

  private Certificate read() {
    words("fairfall-deposits", "1");
    long chain = number(words("chain", NUMBER).getFirst());
    String wallet = words("wallet", ADDRESS).getFirst();
    List<String> blocks = words("blocks", NUMBER, NUMBER);
    long from = number(blocks.getFirst());
    long to = number(blocks.getLast());
    Place opening = place("opening");
    Place closing = place("closing");
    List<Token> tokens = new ArrayList<>();
    while (isNext("token")) {
      List<String> token = words("token", ADDRESS, DECIMALS, AMOUNT);
      tokens.add(new Token(token.getFirst(), Integer.parseInt(token.get(1)), wei(token.getLast())));
    }
    List<Line> all = new ArrayList<>();
    while (isNext("line")) {
      List<String> line = words("line", NUMBER, Line.KEY.pattern(), AMOUNT, STATE);
      all.add(new Line(number(line.getFirst()), line.get(1), wei(line.get(2)), line.getLast()));
    }
    List<Sent> sent = new ArrayList<>();
    while (isNext("sent")) {
      List<String> one = words("sent", NUMBER, AMOUNT);
      sent.add(new Sent(number(one.getFirst()), wei(one.getLast())));
    }
    if (number(words("end", NUMBER).getFirst()) != all.size() + sent.size()) {
      throw new RefusedException("lines are missing, or too many.");
    }
    Certificate read =
        new Certificate(chain, wallet, from, to, opening, closing, tokens, all, sent);
    requireOrder(read);
    return read;
  }

  private static void requireOrder(Certificate read) {
    if (read.from() < 1 || read.to() < read.from()) {
      throw new RefusedException("it is of no blocks.");
    }
    Set<String> keys = new HashSet<>();
    long before = read.from();
    for (Line one : read.lines()) {
      if (one.block() < before || one.block() > read.to() || one.chain() != read.chain()) {
        throw new RefusedException("out of its place: " + one);
      }
      if (!keys.add(one.key()) || !keys.add(one.hash() + " " + one.place())) {
        throw new RefusedException("twice: " + one.key());
      }
      before = one.block();
    }
    long last = read.from() - 1;
    for (Sent one : read.sent()) {
      if (one.block() <= last || one.block() > read.to()) {
        throw new RefusedException("out of its place: " + one);
      }
      last = one.block();
    }
    if (read.tokens().stream().map(Token::address).distinct().count() < read.tokens().size()) {
      throw new RefusedException("a token stands there twice.");
    }
  }

  private Place place(String name) {
    List<String> place = words(name, HASH, AMOUNT);
    return new Place(place.getFirst(), wei(place.getLast()));
  }

  private boolean isNext(String name) {
    return next < lines.length && lines[next].startsWith(name + " ");
  }

  /** The words of the next line, which must have this name, and be of these forms. */
  private List<String> words(String name, String... forms) {
    String line = next < lines.length ? lines[next] : "";
    List<String> words = List.of(line.split(" ", -1));
    boolean isRight = words.size() == forms.length + 1 && words.getFirst().equals(name);
    for (int word = 0; isRight && word < forms.length; word++) {
      isRight = words.get(word + 1).matches(forms[word]);
    }
    if (!isRight) {
      throw new RefusedException(
          "line %d is no line of it, where %s is expected.".formatted(next + 1, name));
    }
    next++;
    return words.subList(1, words.size());
  }

  private static long number(String digits) {
    return Long.parseLong(digits);
  }

  private static BigInteger wei(String digits) {
    return new BigInteger(digits);
  }
}
