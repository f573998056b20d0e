/** What a browser finds beside the APIs: the pages, the development node and the status. */
@NullMarked
package io.fairfall.runner.gateway.page;

import org.jspecify.annotations.NullMarked;
