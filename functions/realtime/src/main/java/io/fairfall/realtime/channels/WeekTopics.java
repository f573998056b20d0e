package io.fairfall.realtime.channels;

import io.fairfall.betlogstore.PoolWeek;
import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.http.ProblemException;
import java.util.Collection;
import java.util.List;

/** Names and topics of the bet log's channels: one for each week of each pool. */
public final class WeekTopics {
  private static final String PREFIX = "week:";

  private WeekTopics() {}

  /** Whether a channel's name is one of a week's, whoever may follow it. */
  public static boolean isName(String channel) {
    return channel.startsWith(PREFIX);
  }

  /** What is said to whoever may not follow it: to them it does not exist. */
  public static ProblemException notYours() {
    return Problem.of(
            CommonCode.NOT_FOUND, "There is no such channel, or it is not yours to follow.")
        .refusal();
  }

  public static Topic topic(PoolWeek week) {
    return new Topic(week.journal());
  }

  /** The weeks that a connection follows, by its topics. */
  public static List<PoolWeek> among(Collection<Topic> topics) {
    return topics.stream().flatMap(topic -> PoolWeek.of(topic.name()).stream()).toList();
  }
}
