/**
 * What can be followed, by whom, and what is told of it: channels and their topics, the permission
 * to follow them, events as they are made of entries, and positions in journals.
 */
@NullMarked
package io.fairfall.realtime.channels;

import org.jspecify.annotations.NullMarked;
