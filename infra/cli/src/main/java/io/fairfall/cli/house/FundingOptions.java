package io.fairfall.cli.house;

import io.fairfall.cli.admin.AdminCall;
import io.fairfall.cli.admin.AdminClient;
import io.fairfall.cli.admin.OperatorSignature;
import io.fairfall.load.Tree;
import io.fairfall.money.Wei;
import java.io.PrintWriter;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What putting in and taking out share: how much, who, why, and under which id. */
abstract class FundingOptions extends AdminCall {
  @Parameters(paramLabel = "AMOUNT", description = "How much, in ether, like 0.25.")
  private String amount = "";

  @Mixin private OperatorSignature signature = new OperatorSignature();

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = {
        "What names this one for ever: repeated under the same id, it happens once.",
        "Without it a new one is made and printed first."
      })
  private @Nullable String id;

  /** What stands before the amount. */
  abstract String sign();

  @Override
  protected final void ask(AdminClient operations, PrintWriter out) {
    String wei = sign() + wei();
    String name = id == null ? UUID.randomUUID().toString() : id;
    out.println("Repeat it with --id " + name + " if you get no answer.");
    out.flush();
    Tree done =
        operations.ask(
            Map.of(
                "action",
                "house.fund",
                "id",
                name,
                "amount",
                wei,
                "by",
                signature.by(),
                "reason",
                signature.reason()));
    Tree entry = done.at("entry");
    out.println(
        "%s is entry %d: %s"
            .formatted(
                Amounts.change(entry.text("amount")),
                entry.at("after").number("version"),
                entry.text("reason")));
    Amounts.print(done.at("house"), out);
  }

  private Wei wei() {
    try {
      return Wei.parseEther(amount);
    } catch (IllegalArgumentException malformed) {
      throw mistake(amount + ": " + malformed.getMessage() + ".");
    }
  }
}
