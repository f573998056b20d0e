/** API Gateway's HTTP API: routes, authorisers, CORS and events of payload format 2.0. */
@NullMarked
package io.fairfall.runner.gateway.http;

import org.jspecify.annotations.NullMarked;
