package io.fairfall.cli.house;

import picocli.CommandLine.Command;

/** Takes ether out. */
@Command(
    name = "withdraw",
    description = {
      "Takes ether out of the house, once under an id, and never more than is free.",
      "Not free is what rounds that are not posted may cost, and what one round may."
    })
final class WithdrawCommand extends FundingOptions {

  @Override
  String sign() {
    return "-";
  }
}
