/** What is new since an earlier pass, judged from checkpoints on. */
@NullMarked
package io.fairfall.audit.increment;

import org.jspecify.annotations.NullMarked;
