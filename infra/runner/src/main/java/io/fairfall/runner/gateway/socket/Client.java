package io.fairfall.runner.gateway.socket;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Who is at the other end of a connection.
 *
 * @param authorizer what the authoriser said of the client, for every event of the connection
 */
record Client(
    String connectionId,
    long connectedAtMs,
    String sourceIp,
    String userAgent,
    ObjectNode authorizer) {}
