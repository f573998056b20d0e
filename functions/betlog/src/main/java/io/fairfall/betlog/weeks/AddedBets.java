package io.fairfall.betlog.weeks;

import io.fairfall.journal.CoordinationItem;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How many bets were ever added to a week, by player; deleted ones keep being counted.
 *
 * @param byPlayer who added bets, and how many
 */
public record AddedBets(Map<String, Integer> byPlayer) {
  static final String ATTRIBUTE = "added";

  public AddedBets {
    byPlayer = Collections.unmodifiableMap(new TreeMap<>(byPlayer));
  }

  static AddedBets counted(Stream<String> players) {
    return new AddedBets(
        players.collect(
            Collectors.groupingBy(Function.identity(), Collectors.summingInt(one -> 1))));
  }

  static AddedBets of(Map<String, AttributeValue> item) {
    AttributeValue added = item.getOrDefault(ATTRIBUTE, AttributeValue.fromM(Map.of()));
    Map<String, Integer> byPlayer = new TreeMap<>();
    for (String player : added.m().keySet()) {
      byPlayer.put(player, Math.toIntExact(CoordinationItem.number(added.m(), player)));
    }
    return new AddedBets(byPlayer);
  }

  Map<String, AttributeValue> attributes() {
    Map<String, AttributeValue> numbers = new TreeMap<>();
    byPlayer.forEach((player, n) -> numbers.put(player, AttributeValue.fromN(n.toString())));
    return Map.of(ATTRIBUTE, AttributeValue.fromM(numbers));
  }

  AddedBets oneMoreBy(String player) {
    Map<String, Integer> more = new TreeMap<>(byPlayer);
    more.merge(player, 1, Integer::sum);
    return new AddedBets(more);
  }

  public int all() {
    return byPlayer.values().stream().mapToInt(Integer::intValue).sum();
  }

  int by(String player) {
    return byPlayer.getOrDefault(player, 0);
  }
}
