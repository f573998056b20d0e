package io.fairfall.ethereumrpc;

import java.math.BigInteger;

/**
 * Ether that a contract moved while a transaction ran, and that was not taken back.
 *
 * @param position among all such transfers of the transaction, in the order of execution, from 0.
 *     It is counted over moved ether rather than over frames, since nodes differ in which frames
 *     without value they list
 * @param from lower-case address of the contract
 * @param to lower-case address
 * @param value wei, more than zero
 */
public record InternalTransfer(int position, String from, String to, BigInteger value) {}
