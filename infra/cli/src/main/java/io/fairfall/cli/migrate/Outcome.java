package io.fairfall.cli.migrate;

/** What became of one opening. */
sealed interface Outcome {
  /** The ledger holds it, since now. */
  record Opened() implements Outcome {}

  /** The ledger held it before, with this very amount. */
  record Already() implements Outcome {}

  /** It cannot be; the account is as it was. */
  record Refused(String code, String reason) implements Outcome {}

  /** Nobody knows: asking again tells, and does nothing twice. */
  record Unknown(String reason) implements Outcome {}
}
