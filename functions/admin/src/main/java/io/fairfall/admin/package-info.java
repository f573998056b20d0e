/**
 * What operators ask of the system: a function without any route, invoked directly by whoever IAM
 * lets. Every command is an {@link io.fairfall.admin.AdminAction}.
 */
@NullMarked
package io.fairfall.admin;

import org.jspecify.annotations.NullMarked;
