/** An Ethereum node over JSON-RPC: single calls, bounded in time, with a closed set of outcomes. */
@NullMarked
package io.fairfall.ethereumrpc;

import org.jspecify.annotations.NullMarked;
