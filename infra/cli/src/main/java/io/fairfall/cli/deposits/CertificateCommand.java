package io.fairfall.cli.deposits;

import io.fairfall.cli.admin.AdminCall;
import io.fairfall.cli.admin.AdminClient;
import io.fairfall.cli.admin.AdminCommandException;
import io.fairfall.load.Tree;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes what the books say of all that came in some blocks, and signs it. */
@Command(
    name = "certificate",
    description = {
      "Writes what the books say of all that came to the hot wallet in final blocks, and signs it.",
      "Anybody checks that with ./fairfall verify deposits."
    })
final class CertificateCommand extends AdminCall {
  @Parameters(index = "0", paramLabel = "FROM", description = "The first block.")
  private long from;

  @Parameters(index = "1", paramLabel = "TO", description = "The last block, which is final.")
  private long to;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = {
        "The private key to sign with, which stays here: Ed25519, as PEM, as",
        "openssl genpkey -algorithm ed25519 writes it."
      })
  private Path key = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to write it.")
  private Path out = Path.of("");

  private @Nullable PrivateKey secret;

  @Override
  protected void check() {
    if (from < 1 || to < from) {
      throw mistake("FROM and TO are numbers of blocks, from 1 on, the lower one first.");
    }
    secret = secret().orElseThrow(() -> mistake("No private key of Ed25519 as PEM: " + key));
  }

  private Optional<PrivateKey> secret() {
    try {
      String pem = Files.readString(key, StandardCharsets.US_ASCII);
      byte[] form = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
      return Optional.of(
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(form)));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  @Override
  protected void ask(AdminClient operations, PrintWriter screen) {
    CertificateText text = new CertificateText(from);
    try {
      while (text.next() <= to) {
        Tree page =
            operations.ask(Map.of("action", "deposits.certificate", "from", text.next(), "to", to));
        text.add(page);
        screen.printf("blocks up to %d: %d lines%n", text.next() - 1, text.lines());
        screen.flush();
      }
    } catch (AdminCommandException stopped) {
      if (text.next() == from) {
        throw stopped;
      }
      write(text);
      throw new AdminCommandException(
          "Blocks %d to %d are certified in %s; go on with block %d. %s"
              .formatted(from, text.next() - 1, out, text.next(), stopped.getMessage()),
          stopped);
    }
    write(text);
  }

  private void write(CertificateText text) {
    try {
      Files.writeString(
          out, text.signed(Objects.requireNonNull(secret)), StandardCharsets.US_ASCII);
    } catch (IOException | GeneralSecurityException failure) {
      throw new AdminCommandException("It cannot be written: " + failure.getMessage(), failure);
    }
  }
}
