/** API Gateway's WebSocket API: who connects, what its messages start, and posts to connections. */
@NullMarked
package io.fairfall.runner.gateway.socket;

import org.jspecify.annotations.NullMarked;
