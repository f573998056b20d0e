package io.fairfall.betlog;

import io.fairfall.pools.Role;

/**
 * Somebody in a pool.
 *
 * @param player the wallet, as lower-case 0x address
 * @param userName the name that they chose when they joined
 */
record Member(String player, String userName, Role role) {}
