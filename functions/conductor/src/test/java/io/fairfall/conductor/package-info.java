/** The conductor and the settler on DynamoDB Local, in a time of their own. */
@NullMarked
package io.fairfall.conductor;

import org.jspecify.annotations.NullMarked;
