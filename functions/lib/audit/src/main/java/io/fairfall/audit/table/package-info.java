/** Tables of journals as an audit reads them, from end to end. */
@NullMarked
package io.fairfall.audit.table;

import org.jspecify.annotations.NullMarked;
