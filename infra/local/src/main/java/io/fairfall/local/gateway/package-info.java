/**
 * API Gateway on one port: the HTTP API, the WebSocket API, connections to post to, and the pages.
 */
@NullMarked
package io.fairfall.local.gateway;

import org.jspecify.annotations.NullMarked;
