package io.fairfall.ledger;

/**
 * A hold that has ended.
 *
 * @param release how, the last word on it
 * @param entry the entry that says so
 */
public record PastHold(Release release, AccountEntry entry) {}
