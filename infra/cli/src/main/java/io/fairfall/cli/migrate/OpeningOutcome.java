package io.fairfall.cli.migrate;

/** What became of one opening. */
sealed interface OpeningOutcome {
  /** The ledger holds it, since now. */
  record Opened() implements OpeningOutcome {}

  /** The ledger held it before, with this very amount. */
  record Already() implements OpeningOutcome {}

  /** It cannot be; the account is as it was. */
  record Refused(String code, String reason) implements OpeningOutcome {}

  /** Nobody knows: asking again tells, and does nothing twice. */
  record Unknown(String reason) implements OpeningOutcome {}
}
