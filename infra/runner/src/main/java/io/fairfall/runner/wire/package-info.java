/** What every server here needs: bodies, replies, JSON, request ids and rate limits. */
@NullMarked
package io.fairfall.runner.wire;

import org.jspecify.annotations.NullMarked;
