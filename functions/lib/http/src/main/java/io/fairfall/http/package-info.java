/**
 * Where API Gateway meets the functions: requests from both APIs, guarded JSON, problems, answers.
 * Nothing here knows a game.
 */
@NullMarked
package io.fairfall.http;

import org.jspecify.annotations.NullMarked;
