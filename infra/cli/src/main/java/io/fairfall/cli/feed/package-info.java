/** What operators do about the feed: {@code ./fairfall feed}. */
@NullMarked
package io.fairfall.cli.feed;

import org.jspecify.annotations.NullMarked;
