package io.fairfall.cli.feed;

import picocli.CommandLine.Command;

/** {@code ./fairfall feed}, which is nothing without one of its own commands. */
@Command(
    name = "feed",
    mixinStandardHelpOptions = true,
    description = "Makes good what stream functions have given up.",
    subcommands = RedriveCommand.class)
public final class FeedCommand {}
