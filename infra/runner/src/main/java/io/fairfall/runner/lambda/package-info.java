/**
 * Lambda on one machine: functions from their zip artefacts, isolated from each other, invoked as
 * Lambda's Java runtime invokes them.
 */
@NullMarked
package io.fairfall.runner.lambda;

import org.jspecify.annotations.NullMarked;
