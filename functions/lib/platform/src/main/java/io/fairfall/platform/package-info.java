/**
 * What every function stands on: its environment, AWS clients, log lines, metrics, JSON, other
 * functions, and batches of stream records.
 */
@NullMarked
package io.fairfall.platform;

import org.jspecify.annotations.NullMarked;
