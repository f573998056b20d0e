package io.fairfall.audit.report;

import java.util.Locale;

/** What a finding says was broken. */
public enum Rule {
  /** A slot is empty, or a journal does not begin with slot 1. */
  GAP,
  /** An item is no entry, or its body is not what its type says. */
  UNREADABLE,
  /** An entry is from the future, or older than the one before it. */
  TIME,
  /** The seal is not the one that content and place give. */
  SEAL,
  /** The rules of the ledger do not give this entry. */
  RULES,
  /** A bet is open long after its round has ended. */
  OPEN_BET,
  /** An account is shorter than it was, or another than it was. */
  CHECKPOINT,
  /** Entry and receipt of an external operation do not prove each other. */
  RECEIPT,
  /** Account entries and the facts of a round do not tell the same. */
  FACT,
  /** What a round came to for the house is not what was posted. */
  POSTING,
  /** The game journal takes a step that no game takes, or a crash point is not the computed one. */
  GAME,
  /** An account was adjusted otherwise than operators agreed, or they were not two. */
  OPERATOR,
  /** A withdrawal, its payout and the owners of nonces do not prove each other. */
  PAYOUT,
  /** The house's books do not follow from what happened. */
  HOUSE,
  /** The settings' journal says something that it cannot. */
  SETTINGS,
  /** A journal stands where none of its kind belongs. */
  STRANGER;

  /** The rule as reports name it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
