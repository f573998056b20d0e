package io.fairfall.cli.migrate;

/** Why a row of the file is not brought to the ledger; the names are the codes of the report. */
enum Reject {
  LINE_TOO_LONG("the line has over " + Lines.MAX_LINE_BYTES + " bytes"),
  CSV_FORM("a row is address,balance: two columns, quotes closed on the same line"),
  JSON_FORM(
      "a row is {\"address\": \"0x…\", \"balance\": \"…\"}: these two members, as plain text"),
  ADDRESS_FORM("an address is 0x and 40 hex digits"),
  ADDRESS_CHECKSUM("upper and lower case are a checksum (EIP-55), which is wrong: a digit may be"),
  ADDRESS_ZERO("nobody has the key of the zero address"),
  DUPLICATE("the address stands in the file already, in line "),
  FILE_TOO_LONG(
      "a file holds at most " + FirstLines.MAX_ADDRESSES + " addresses: bring the rest in another"),
  BALANCE_MISSING("there is no balance"),
  BALANCE_NOT_TEXT("write the balance in quotes: a number may have been rounded by who wrote it"),
  BALANCE_NEGATIVE("a balance below zero cannot be opened"),
  BALANCE_FORM("a balance is ether in plain digits, like 1250 or 0.25"),
  BALANCE_TOO_FINE("ether has 18 decimals, and this balance would have to be rounded"),
  BALANCE_TOO_LARGE("that is more ether than there will ever be: is it in wei?");

  private final String sentence;

  Reject(String sentence) {
    this.sentence = sentence;
  }

  /** What it means, in words. */
  String sentence() {
    return sentence;
  }
}
