/**
 * Where the world meets the functions: requests from both APIs, problems, JSON, configuration, AWS
 * clients and log lines. Nothing here knows a game.
 */
@NullMarked
package io.fairfall.edge;

import org.jspecify.annotations.NullMarked;
