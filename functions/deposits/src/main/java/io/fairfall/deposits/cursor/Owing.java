package io.fairfall.deposits.cursor;

import io.avaje.jsonb.Json;
import io.fairfall.deposits.scan.DepositTransfer;

/**
 * A deposit that left the chain and is not taken back whole: what is missing is taken as soon as
 * the player has something. How much that is, the ledger says.
 *
 * @param player who was credited with it
 * @param by the operator who approved that it is taken back
 * @param reason the operator's
 */
@Json
public record Owing(DepositTransfer transfer, String player, String by, String reason) {}
