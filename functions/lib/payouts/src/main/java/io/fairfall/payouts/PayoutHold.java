package io.fairfall.payouts;

/**
 * Why a payout gets no nonce yet, though nothing stops the house.
 *
 * @param reason what it waits for
 * @param until from when on it may have one, in milliseconds, if nothing is added meanwhile; 0
 *     where people decide that, and no time does
 */
public record PayoutHold(Step.Reason reason, long until) {}
