package io.fairfall.runner.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairfall.runner.problem.CannotStartException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventFilterTest {
  private static final String INSERT_OF_GAME =
      "{'eventName':'INSERT','dynamodb':{'NewImage':{'journal':{'S':'game'},'on':{'BOOL':true}}}}";
  private static final String INSERT_OF_ROUND =
      "{'eventName':'INSERT','dynamodb':{'NewImage':{'journal':{'S':'round:7'}}}}";
  private static final String MODIFY_OF_GAME =
      "{'eventName':'MODIFY','dynamodb':{'NewImage':{'journal':{'S':'game'}}}}";

  @Test
  void exactTextsMatchOneOfTheListed() throws Exception {
    String pattern = "{'eventName':['INSERT'],'dynamodb':{'NewImage':{'journal':{'S':['game']}}}}";
    assertEquals(List.of(true, false, false), passes(pattern));
    assertEquals(List.of(true, true, true), passes("{'eventName':['INSERT','MODIFY']}"));
    assertEquals(
        List.of(true, false, false), passes("{'dynamodb':{'NewImage':{'on':{'BOOL':[true]}}}}"));
  }

  @Test
  void textRulesLookAtPartsOfTheText() throws Exception {
    assertEquals(List.of(false, true, false), passes(journal("{'prefix':'round:'}")));
    assertEquals(List.of(true, false, true), passes(journal("{'suffix':'me'}")));
    assertEquals(List.of(true, false, true), passes(journal("{'equals-ignore-case':'GAME'}")));
    assertEquals(List.of(false, true, false), passes(journal("{'anything-but':['game','x']}")));
    assertEquals(List.of(true, true, true), passes(journal("{'prefix':'round:'},'game'")));
  }

  @Test
  void existsLooksForTheFieldAlone() throws Exception {
    String exists = "{'dynamodb':{'NewImage':{'on':{'BOOL':[{'exists':%s}]}}}}";
    assertEquals(List.of(true, false, false), passes(exists.formatted("true")));
    assertEquals(List.of(false, true, true), passes(exists.formatted("false")));
  }

  @Test
  void oneMatchingPatternIsEnoughAndNoPatternPassesAll() throws Exception {
    EventFilter either =
        EventFilter.of(
            "Test", List.of(json(journal("'game'")), json(journal("{'prefix':'round:'}"))));
    assertTrue(either.passes(record(INSERT_OF_ROUND)));
    assertTrue(EventFilter.of("Test", List.of()).passes(record(MODIFY_OF_GAME)));
  }

  @Test
  void whatIsNotUnderstoodStopsTheStart() {
    for (String pattern :
        List.of(
            journal("{'numeric':['>',1]}"),
            journal("7"),
            journal("{'prefix':['a',1]}"),
            journal("{'wildcard':'a*'}"),
            "{'dynamodb':{'$or':[{'x':['y']}]}}",
            "{'eventName':'INSERT'}",
            "{'body':{'x':['y']}}",
            "{'eventName':[]}",
            "[]",
            "{")) {
      assertThrows(
          CannotStartException.class,
          () -> EventFilter.of("Test", List.of(json(pattern))),
          pattern);
    }
  }

  private static String journal(String rules) {
    return "{'dynamodb':{'NewImage':{'journal':{'S':[" + rules + "]}}}}";
  }

  private static List<Boolean> passes(String pattern) throws Exception {
    EventFilter filter = EventFilter.of("Test", List.of(json(pattern)));
    return List.of(
        filter.passes(record(INSERT_OF_GAME)),
        filter.passes(record(INSERT_OF_ROUND)),
        filter.passes(record(MODIFY_OF_GAME)));
  }

  private static JsonNode record(String text) throws Exception {
    return new ObjectMapper().readTree(json(text));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
