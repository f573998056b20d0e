/**
 * {@code ./fairfall migrate}: balances of an older system become openings in the ledger. A file is
 * read row by row, judged, and brought to the operations function in batches; the ledger remembers
 * who has been opened, so that a run can be repeated at any time.
 */
@NullMarked
package io.fairfall.cli.migrate;

import org.jspecify.annotations.NullMarked;
