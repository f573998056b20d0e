package io.fairfall.realtime.channels;

/**
 * What a subscription is to. Public channels are one topic each; {@code account} and {@code
 * deposits} are one topic per player, made from the name that the authoriser gave and never from
 * one that a client sent. A week of a pool is a topic of its journal's name, see {@code
 * WeekChannels}.
 */
public record Topic(String name) {
  private static final String ACCOUNT = Channel.ACCOUNT.word() + ":";
  private static final String DEPOSITS = Channel.DEPOSITS.word() + ":";

  public static final Topic GAME = new Topic(Channel.GAME.word());
  public static final Topic ROUNDS = new Topic(Channel.ROUNDS.word());
  public static final Topic SETTINGS = new Topic(Channel.SETTINGS.word());

  public static Topic account(String player) {
    return new Topic(ACCOUNT + player);
  }

  static Topic deposits(String player) {
    return new Topic(DEPOSITS + player);
  }

  /** Whether it is told to one player, or to one pool, until their session ends. */
  public boolean isPrivate() {
    return name.startsWith(ACCOUNT) || name.startsWith(DEPOSITS) || WeekTopics.isName(name);
  }
}
