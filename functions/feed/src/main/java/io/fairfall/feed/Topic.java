package io.fairfall.feed;

/**
 * What a subscription is to. Public channels are one topic each; {@code account} is one topic per
 * player, made from the name that the authoriser gave and never from one that a client sent.
 */
record Topic(String name) {
  private static final String PRIVATE = Channel.ACCOUNT.word() + ":";

  static final Topic GAME = new Topic(Channel.GAME.word());
  static final Topic ROUNDS = new Topic(Channel.ROUNDS.word());
  static final Topic SETTINGS = new Topic(Channel.SETTINGS.word());

  static Topic account(String player) {
    return new Topic(PRIVATE + player);
  }

  /** Whether it is told to one player alone. */
  boolean isPrivate() {
    return name.startsWith(PRIVATE);
  }
}
