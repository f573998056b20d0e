package io.fairfall.chain;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A transaction in a block; whether it succeeded is in its receipt.
 *
 * @param index its place in the block, from 0
 * @param from lower-case address
 * @param to lower-case address; null where a contract is created
 * @param value wei
 */
public record Transaction(
    String hash, int index, String from, @Nullable String to, BigInteger value) {}
