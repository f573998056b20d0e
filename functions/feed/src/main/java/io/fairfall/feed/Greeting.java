package io.fairfall.feed;

import io.fairfall.edge.Code;
import io.fairfall.edge.Problem;
import io.fairfall.feed.Acknowledgement.Answer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a hello: how a client that knows something, or nothing, comes to know everything.
 *
 * <p>First the subscription is written, then the heads are read, both consistently. An entry that
 * is appended before the head is read is in this answer; one that is appended later finds the
 * subscription when the broadcaster looks for followers, because its stream record cannot come
 * before the entry. Either way the client hears of it; where it hears twice, the ids are equal and
 * it drops one.
 *
 * <p>A position that is behind the head by little is answered by the missed entries. Anything else
 * (no position, one of another epoch, one ahead of the head, one too far behind, or more than fits
 * into the message) is answered by a snapshot, never by silence.
 */
final class Greeting {
  private final Connections connections;
  private final Sources sources;
  private final Epoch epoch;
  private final Conducting conducting;
  private final InstantSource clock;

  Greeting(
      Connections connections,
      Sources sources,
      Epoch epoch,
      Conducting conducting,
      InstantSource clock) {
    this.connections = connections;
    this.sources = sources;
    this.epoch = epoch;
    this.conducting = conducting;
    this.clock = clock;
  }

  /**
   * Subscribes a connection and tells it where its channels stand.
   *
   * @param player who the authoriser says it is, or null for a spectator
   */
  Acknowledgement answer(String connectionId, @Nullable String player, Hello hello) {
    Set<Channel> wanted = hello.wanted();
    if (!connections.subscribe(connectionId, topics(wanted, player))) {
      throw Problem.of(Code.NOT_FOUND, "This connection has ended. Open another one.").refusal();
    }
    boolean idle = conducting.wakeIfIdle();
    String current = epoch.current().orElse(null);
    Heads now = Heads.read(sources, wanted, player);
    Reply reply = new Reply(sources, hello.known(current), current, now, idle, clock.millis());
    Map<String, Answer> answers = new LinkedHashMap<>();
    if (wanted.contains(Channel.GAME)) {
      answers.put(Channel.GAME.word(), reply.game());
    }
    if (wanted.contains(Channel.SETTINGS)) {
      answers.put(Channel.SETTINGS.word(), reply.settings());
    }
    if (wanted.contains(Channel.ACCOUNT)) {
      answers.put(Channel.ACCOUNT.word(), reply.account(Objects.requireNonNull(player)));
    }
    if (wanted.contains(Channel.ROUNDS)) {
      answers.put(Channel.ROUNDS.word(), reply.rounds());
    }
    return new Acknowledgement(Acknowledgement.TYPE, clock.millis(), answers);
  }

  /** The positions of everything that a connection follows. */
  Positions positions(String connectionId, @Nullable String player) {
    Set<Topic> topics = connections.topics(connectionId);
    Set<Channel> followed = EnumSet.noneOf(Channel.class);
    if (topics.contains(Topic.GAME)) {
      followed.add(Channel.GAME);
    }
    if (topics.contains(Topic.ROUNDS)) {
      followed.add(Channel.ROUNDS);
    }
    if (topics.contains(Topic.SETTINGS)) {
      followed.add(Channel.SETTINGS);
    }
    if (player != null && topics.contains(Topic.account(player))) {
      followed.add(Channel.ACCOUNT);
    }
    return Heads.read(sources, followed, player).positions();
  }

  private static List<Topic> topics(Set<Channel> wanted, @Nullable String player) {
    List<Topic> topics = new ArrayList<>();
    for (Channel channel : wanted) {
      topics.add(
          switch (channel) {
            case GAME -> Topic.GAME;
            case ROUNDS -> Topic.ROUNDS;
            case SETTINGS -> Topic.SETTINGS;
            case ACCOUNT -> Topic.account(signedIn(player));
          });
    }
    return topics;
  }

  private static String signedIn(@Nullable String player) {
    if (player == null) {
      throw Problem.of(Code.UNAUTHENTICATED, "Connect with a ticket to follow an account.")
          .refusal();
    }
    return player;
  }
}
