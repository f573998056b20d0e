/**
 * What clients say and what they are answered, word by word: messages that are read strictly, and
 * the forms of their answers. Nothing here knows a table.
 */
@NullMarked
package io.fairfall.realtime.protocol;

import org.jspecify.annotations.NullMarked;
