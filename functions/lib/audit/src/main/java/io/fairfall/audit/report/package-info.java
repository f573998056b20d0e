/** What an audit found: rules, findings, counts and the report. */
@NullMarked
package io.fairfall.audit.report;

import org.jspecify.annotations.NullMarked;
