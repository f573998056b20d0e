package io.fairfall.cli.house;

import picocli.CommandLine.Command;

/** Puts ether in. */
@Command(name = "fund", description = "Puts ether into the house, once under an id.")
final class FundCommand extends FundingOptions {

  @Override
  String sign() {
    return "";
  }
}
