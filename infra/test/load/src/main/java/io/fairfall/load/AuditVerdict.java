package io.fairfall.load;

import java.math.BigInteger;
import java.util.List;

/**
 * What the audit from outside found, beside complaints.
 *
 * @param entries entries of all accounts
 * @param acknowledged bets that were answered by a yes, each of which stands once
 * @param refused bets that were answered by a no, none of which stands
 * @param unknown bets whose outcome nobody could tell in time
 * @param rounds rounds whose crash point was verified
 * @param sum sum of all legs over all places, in wei: zero
 * @param house what the house won, in wei
 * @param sockets sockets whose last balance is the account's
 * @param ended rounds that crashed
 */
public record AuditVerdict(
    int accounts,
    long entries,
    long acknowledged,
    long refused,
    long unknown,
    int rounds,
    BigInteger sum,
    BigInteger house,
    int sockets,
    List<Leaks.Ended> ended) {}
