package io.fairfall.cli.certificate;

import io.fairfall.cli.certificate.PaperChain.Paid;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** A certificate as whoever has the key would write it: honest at first. */
final class Written {
  final long from;
  final long to;
  String opening;
  String closing;
  final List<String> tokens = new ArrayList<>(List.of(PaperChain.TOKEN + " 2 350"));
  final List<String> lines = new ArrayList<>();
  final List<String> sent = new ArrayList<>();
  private final KeyPair keys;

  Written(PaperChain chain, long from, long to) throws Exception {
    this.from = from;
    this.to = to;
    this.keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    this.opening = chain.hash(from - 1) + " " + chain.balance(from - 1);
    this.closing = chain.hash(to) + " " + chain.balance(to);
    TreeMap<Long, BigInteger> costs = new TreeMap<>();
    chain.paid.stream()
        .filter(one -> one.block() >= from && one.block() <= to)
        .sorted(Comparator.comparingLong(Paid::block))
        .forEach(
            one -> {
              addLines(one);
              if (one.from().equals(PaperChain.WALLET)) {
                costs.merge(one.block(), one.change().negate(), BigInteger::add);
              }
            });
    costs.forEach((block, cost) -> sent.add(block + " " + cost));
  }

  private void addLines(Paid one) {
    if (!one.isDone()) {
      return;
    }
    String key = "%d deposit:%d:%s:".formatted(one.block(), PaperChain.CHAIN, one.hash());
    boolean isOut = one.from().equals(PaperChain.WALLET);
    if (one.to().equals(PaperChain.WALLET) && !isOut && one.wei().signum() > 0) {
      lines.add(key + "N " + one.wei() + " credited");
    }
    if (one.passedOn().signum() > 0) {
      lines.add(key + "I2 " + one.passedOn() + " unattributed");
    }
    for (int log = 0; log < one.parts().size(); log++) {
      BigInteger worth =
          one.parts().get(log).multiply(BigInteger.valueOf(350)).divide(BigInteger.valueOf(100));
      if (worth.signum() > 0) {
        lines.add(key + log + " " + worth + " dust");
      }
    }
  }

  String text() {
    StringBuilder text = new StringBuilder("fairfall-deposits 1\n");
    text.append("chain ").append(PaperChain.CHAIN).append('\n');
    text.append("wallet ").append(PaperChain.WALLET).append('\n');
    text.append("blocks ").append(from).append(' ').append(to).append('\n');
    text.append("opening ").append(opening).append('\n');
    text.append("closing ").append(closing).append('\n');
    tokens.forEach(one -> text.append("token ").append(one).append('\n'));
    lines.forEach(one -> text.append("line ").append(one).append('\n'));
    sent.forEach(one -> text.append("sent ").append(one).append('\n'));
    return text.append("end ").append(lines.size() + sent.size()).append('\n').toString();
  }

  String signed(String text) throws Exception {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(keys.getPrivate());
    signature.update(text.getBytes(StandardCharsets.US_ASCII));
    return text + "signature " + Base64.getEncoder().encodeToString(signature.sign()) + "\n";
  }

  Path publicKey(Path folder) throws Exception {
    Path file = folder.resolve("public-" + System.identityHashCode(this) + ".pem");
    String form = Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded());
    return Files.writeString(
        file, "-----BEGIN PUBLIC KEY-----\n" + form + "\n-----END PUBLIC KEY-----\n");
  }
}
