package io.fairfall.betlog.bets;

import io.fairfall.betlogstore.Role;

/**
 * Somebody in a pool.
 *
 * @param player the wallet, as lower-case 0x address
 * @param userName the name that they chose when they joined
 */
public record PoolUser(String player, String userName, Role role) {}
