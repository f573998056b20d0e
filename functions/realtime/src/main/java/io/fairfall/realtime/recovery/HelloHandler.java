package io.fairfall.realtime.recovery;

import io.fairfall.betlogstore.PoolWeek;
import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.realtime.channels.Channel;
import io.fairfall.realtime.channels.ChannelPositions;
import io.fairfall.realtime.channels.Permission;
import io.fairfall.realtime.channels.Topic;
import io.fairfall.realtime.channels.WeekTopics;
import io.fairfall.realtime.protocol.Hello;
import io.fairfall.realtime.protocol.HelloAck;
import io.fairfall.realtime.protocol.HelloAck.Answer;
import io.fairfall.realtime.subscriptions.Subscriptions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
public final class HelloHandler {
  private final Subscriptions subscriptions;
  private final HelloAckBuilder.States states;
  private final WeekChannels weeks;
  private final Epoch epoch;
  private final BooleanSupplier wakeIfIdle;
  private final Supplier<HelloAck.@Nullable Reconnect> reconnect;
  private final InstantSource clock;

  /**
   * @param wakeIfIdle wakes the conductor if nobody conducts, and says whether nobody did
   * @param reconnect when lost clients may come back; null where they know best
   */
  public HelloHandler(
      Subscriptions subscriptions,
      HelloAckBuilder.States states,
      WeekChannels weeks,
      Epoch epoch,
      BooleanSupplier wakeIfIdle,
      Supplier<HelloAck.@Nullable Reconnect> reconnect,
      InstantSource clock) {
    this.subscriptions = subscriptions;
    this.states = states;
    this.weeks = weeks;
    this.epoch = epoch;
    this.wakeIfIdle = wakeIfIdle;
    this.reconnect = reconnect;
    this.clock = clock;
  }

  /**
   * Subscribes a connection and tells it where its channels stand.
   *
   * @param player who the authoriser says it is, or null for a spectator
   */
  public HelloAck answer(String connectionId, @Nullable String player, Hello hello) {
    List<PoolWeek> ofWeeks = weeks.permitted(hello.channels(), player);
    List<String> others =
        hello.channels().stream().filter(name -> !WeekTopics.isName(name)).toList();
    Set<Channel> wanted =
        others.isEmpty() && !ofWeeks.isEmpty() ? Set.of() : Permission.channels(others, player);
    List<Topic> topics = new ArrayList<>();
    wanted.forEach(channel -> topics.add(Permission.topic(channel, player)));
    ofWeeks.forEach(week -> topics.add(WeekTopics.topic(week)));
    if (!subscriptions.subscribe(connectionId, topics)) {
      throw Problem.of(CommonCode.NOT_FOUND, "This connection has ended. Open another one.")
          .refusal();
    }
    boolean plays = wanted.contains(Channel.GAME) || wanted.contains(Channel.ROUNDS);
    boolean idle = plays && wakeIfIdle.getAsBoolean();
    String current = epoch.current();
    JournalHeads now = JournalHeads.read(states.sources(), wanted, player);
    ChannelPositions known = hello.known(current);
    HelloAckBuilder builder =
        new HelloAckBuilder(states, known, current, now, idle, clock.millis());
    Map<String, Answer> answers = answers(builder, wanted, player);
    for (PoolWeek week : ofWeeks) {
      Long position = known.weeks().get(week.journal());
      answers.put(week.journal(), weeks.answer(week, position, current, builder.room()));
    }
    return new HelloAck(HelloAck.TYPE, hello.requestId(), clock.millis(), reconnect.get(), answers);
  }

  /** Small answers come first: what they leave of the message is the board's. */
  private static Map<String, Answer> answers(
      HelloAckBuilder builder, Set<Channel> wanted, @Nullable String player) {
    Map<String, Answer> answers = new LinkedHashMap<>();
    if (wanted.contains(Channel.GAME)) {
      answers.put(Channel.GAME.word(), builder.game());
    }
    if (wanted.contains(Channel.SETTINGS)) {
      answers.put(Channel.SETTINGS.word(), builder.settings());
    }
    if (wanted.contains(Channel.ACCOUNT)) {
      answers.put(Channel.ACCOUNT.word(), builder.account(Objects.requireNonNull(player)));
    }
    if (wanted.contains(Channel.DEPOSITS)) {
      answers.put(Channel.DEPOSITS.word(), builder.deposits(Objects.requireNonNull(player)));
    }
    if (wanted.contains(Channel.ROUNDS)) {
      answers.put(Channel.ROUNDS.word(), builder.rounds());
    }
    return answers;
  }

  /** The positions of everything that a connection follows. */
  public ChannelPositions positions(Set<Topic> topics, @Nullable String player) {
    Set<Channel> followed =
        Arrays.stream(Channel.values())
            .filter(channel -> player != null || !channel.isPrivate())
            .filter(channel -> topics.contains(Permission.topic(channel, player)))
            .collect(Collectors.toSet());
    Map<String, Long> ofWeeks = new LinkedHashMap<>();
    weeks
        .followed(topics, player)
        .forEach(week -> ofWeeks.put(week.journal(), weeks.version(week)));
    return JournalHeads.read(states.sources(), followed, player).positions().with(ofWeeks);
  }
}
