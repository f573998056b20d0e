/** DynamoDB in this process, for tests and for the one-machine runner. */
@NullMarked
package io.fairfall.dynamodb;

import org.jspecify.annotations.NullMarked;
