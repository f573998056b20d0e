/**
 * One invocation of the indexer: follow the chain, confirm what is deep enough, save the cursor.
 */
@NullMarked
package io.fairfall.deposits.indexer;

import org.jspecify.annotations.NullMarked;
