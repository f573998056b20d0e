/**
 * The one storage idea of Fairfall: a journal is a sequence of entries in slots 1, 2, 3 …, each
 * written once and never changed.
 *
 * <p>An append is one conditional put into the slot after the newest known one. That single write
 * is the optimistic lock, the idempotency check and the audit record at once. The newest entry is
 * the state, a replay is a query from an offset, and a gap is a missing version.
 */
@NullMarked
package io.fairfall.journal;

import org.jspecify.annotations.NullMarked;
