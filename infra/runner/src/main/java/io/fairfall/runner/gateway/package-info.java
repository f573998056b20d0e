/**
 * API Gateway on one port: the HTTP API, the WebSocket API, connections to post to, and the pages.
 */
@NullMarked
package io.fairfall.runner.gateway;

import org.jspecify.annotations.NullMarked;
