package io.fairfall.cli.certificate;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./fairfall verify deposits}: nothing that came to the hot wallet is left out. */
@Command(
    name = "deposits",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Checks a certificate of deposits at two providers.",
      "What came to the hot wallet in these blocks is all in the house's books. It asks no server",
      "of the house anything."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it holds at all providers",
      "1:it is refused; the sentence says why, and in which block",
      "2:the command line is wrong",
      "3:unknown: a provider did not answer, or has no state of these blocks"
    })
public final class VerifyDepositsCommand implements Callable<Integer> {
  private static final int UNKNOWN = 3;
  private static final int MIN_PROVIDERS = 2;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FROM", description = "The first block.")
  private long from;

  @Parameters(index = "1", paramLabel = "TO", description = "The last block.")
  private long to;

  @Option(
      names = "--certificate",
      required = true,
      paramLabel = "FILE",
      description = "What ./fairfall deposits certificate has written.")
  private Path file = Path.of("");

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The house's public key: Ed25519, as PEM.")
  private Path key = Path.of("");

  @Option(
      names = "--provider",
      required = true,
      paramLabel = "URL",
      description = "A node that has the states of these blocks. Twice at least: two of them.")
  private List<URI> providers = List.of();

  @Override
  public Integer call() {
    CommandLine line = commandLine();
    if (providers.stream().distinct().count() < MIN_PROVIDERS) {
      throw new CommandLine.ParameterException(line, "Two providers are needed: one may lie.");
    }
    try {
      check(line.getOut());
      line.getOut().flush();
      return ExitCode.OK;
    } catch (RefusedException refused) {
      line.getErr().println("Refused. " + refused.getMessage());
      return ExitCode.SOFTWARE;
    } catch (UnansweredException unknown) {
      line.getErr().println("Unknown: " + unknown.getMessage());
      return UNKNOWN;
    }
  }

  private void check(PrintWriter out) {
    Certificate certificate = CertificateReader.read(bytes(file), publicKey());
    if (certificate.from() != from || certificate.to() != to) {
      throw new RefusedException(
          "it is of blocks %d to %d.".formatted(certificate.from(), certificate.to()));
    }
    List<Provider> asked = new ArrayList<>();
    try {
      for (URI url : providers) {
        Provider provider = new Provider(url, asked.size() + 1);
        asked.add(provider);
        new CertificateCheck(certificate, provider).run();
      }
    } finally {
      asked.forEach(Provider::close);
    }
    out.printf(
        Locale.ROOT,
        "It holds at %d providers: %s + %s = %s wei, with %,d deposits in blocks %d to %d.%n",
        asked.size(),
        certificate.opening().wei(),
        certificate.growthUpTo(to),
        certificate.closing().wei(),
        certificate.lines().size(),
        from,
        to);
    asked.forEach(one -> out.printf(Locale.ROOT, "%s: %,d questions%n", one, one.asked()));
  }

  private byte[] bytes(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException unreadable) {
      throw new CommandLine.ParameterException(
          commandLine(), "This cannot be read: " + path, unreadable);
    }
  }

  private PublicKey publicKey() {
    String pem = new String(bytes(key), java.nio.charset.StandardCharsets.US_ASCII);
    try {
      byte[] form = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(form));
    } catch (GeneralSecurityException | IllegalArgumentException notOne) {
      throw new CommandLine.ParameterException(
          commandLine(), "No public key of Ed25519 as PEM: " + key, notOne);
    }
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification before it calls");
    }
    return spec.commandLine();
  }
}
