/** EventBridge Scheduler on one machine: a template's schedules tick and invoke their functions. */
@NullMarked
package io.fairfall.runner.schedule;

import org.jspecify.annotations.NullMarked;
