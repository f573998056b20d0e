/** What the SDK of a function talks to: Lambda's invoke call, secrets, and posts to connections. */
@NullMarked
package io.fairfall.runner.gateway.control;

import org.jspecify.annotations.NullMarked;
