package io.fairfall.cli.adjust;

import io.fairfall.cli.admin.AdminClient;
import io.fairfall.cli.admin.SignedCall;
import io.fairfall.load.Tree;
import io.fairfall.money.Wei;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Proposes an adjustment; where one operator is enough it is carried out at once. */
@Command(
    name = "propose",
    description = {
      "Gives a player an amount of ether, or with a minus takes it, once under an id.",
      "It happens at once, or waits for a second operator: the answer says which."
    })
final class ProposeCommand extends SignedCall {
  private static final Pattern PLAYER = Pattern.compile("0x[0-9a-f]{40}");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{8,22}");
  private static final int RANDOM_BYTES = 12;

  @Parameters(index = "0", paramLabel = "PLAYER", description = "Whose account, in lower case.")
  private String player = "";

  @Parameters(
      index = "1",
      paramLabel = "AMOUNT",
      description = "How much, in ether, like 0.25; after -- also -0.25.")
  private String amount = "";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why: it stands in the account, and the player can read it.")
  private String reason = "";

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = {
        "What names this one for ever: repeated under the same id, it happens once.",
        "Without it a new one is made and printed first."
      })
  private @Nullable String id;

  @Override
  protected void check() {
    super.check();
    wei();
    if (!PLAYER.matcher(player).matches()) {
      throw mistake(player + " is no address in lower case.");
    }
    if (id != null && !ID.matcher(id).matches()) {
      throw mistake("--id is 8 to 22 of A-Z a-z 0-9 _ -.");
    }
  }

  @Override
  protected void ask(AdminClient operations, PrintWriter out) {
    String name = id == null ? made() : id;
    out.println("Repeat it with --id " + name + " if you get no answer.");
    out.flush();
    Tree done =
        send(
            operations,
            Map.of(
                "action",
                "adjust.propose",
                "id",
                name,
                "player",
                player,
                "amount",
                wei().toString(),
                "reason",
                reason));
    Adjustments.print(done.at("adjustment"), out);
  }

  private static String made() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  private BigInteger wei() {
    boolean takes = amount.startsWith("-");
    try {
      BigInteger wei = Wei.parseEther(takes ? amount.substring(1) : amount).value();
      if (wei.signum() == 0) {
        throw mistake("0 changes nothing.");
      }
      return takes ? wei.negate() : wei;
    } catch (IllegalArgumentException malformed) {
      throw mistake(amount + ": " + malformed.getMessage() + ".");
    }
  }
}
