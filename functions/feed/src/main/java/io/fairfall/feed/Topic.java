package io.fairfall.feed;

/**
 * What a subscription is to. Public channels are one topic each; {@code account} and {@code
 * deposits} are one topic per player, made from the name that the authoriser gave and never from
 * one that a client sent. A week of a pool is a topic of its journal's name, see {@link
 * WeekChannels}.
 */
record Topic(String name) {
  private static final String ACCOUNT = Channel.ACCOUNT.word() + ":";
  private static final String DEPOSITS = Channel.DEPOSITS.word() + ":";

  static final Topic GAME = new Topic(Channel.GAME.word());
  static final Topic ROUNDS = new Topic(Channel.ROUNDS.word());
  static final Topic SETTINGS = new Topic(Channel.SETTINGS.word());

  static Topic account(String player) {
    return new Topic(ACCOUNT + player);
  }

  static Topic deposits(String player) {
    return new Topic(DEPOSITS + player);
  }

  /** Whether it is told to one player, or to one pool, until their session ends. */
  boolean isPrivate() {
    return name.startsWith(ACCOUNT) || name.startsWith(DEPOSITS) || WeekChannels.isName(name);
  }
}
