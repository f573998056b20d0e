/** How commands reach the operations function, on this machine or on AWS. */
@NullMarked
package io.fairfall.cli.admin;

import org.jspecify.annotations.NullMarked;
