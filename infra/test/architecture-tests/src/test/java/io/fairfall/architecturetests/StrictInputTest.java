package io.fairfall.architecturetests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What comes from outside is read in one place, strictly. Each rule is a list of those who may, so
 * that it fails as well where nobody is found any more.
 */
@Tag("integration")
class StrictInputTest {
  private static final String CODEC = "io.fairfall.json.JsonCodec";
  private static final String CLIENT_JSON = "io.fairfall.http.RequestJson";
  private static final Set<String> MACHINE_NUMBERS =
      Set.of(
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Short",
          "java.lang.Byte",
          "java.lang.Double",
          "java.lang.Float");

  @Test
  void onlyTheCodecMakesParsers() {
    assertEquals(
        Set.of("JsonCodec"),
        callers(
            call ->
                call.getTargetOwner().getName().equals("io.avaje.jsonb.Jsonb")
                    && Set.of("builder", "instance", "type", "typeOf", "reader")
                        .contains(call.getName())));
    assertEquals(
        Set.of(),
        callers(call -> call.getTargetOwner().getName().startsWith("io.avaje.json.mapper.")));
  }

  @Test
  void clientsTextIsReadThroughTheDoor() {
    assertEquals(
        Set.of("RequestJson", "RoundAnswer"),
        callers(
            call ->
                call.getTargetOwner().getName().equals(CODEC)
                    && Set.of("fromClient", "membersFromClient").contains(call.getName())));
    assertEquals(
        Set.of("Authorizer", "GatewayFunction"),
        callers(
            call ->
                call.getTargetOwner().getName().equals(CODEC)
                    && call.getName().equals("fromPlatform")));
  }

  /**
   * What a store or a template gave is read with the platform's own parsers, and is no client's.
   */
  @Test
  void numbersInClientsTextAreReadAsWholeNumbers() {
    Set<String> readers =
        callers(
            call ->
                isClientFacing(call.getOriginOwner())
                    && MACHINE_NUMBERS.contains(call.getTargetOwner().getName())
                    && (call.getName().startsWith("parse") || isValueOfText(call)));
    assertEquals(Set.of("PoolStore"), readers, "its numbers are those of items in a table");
    assertEquals(
        Set.of(
            "RequestFields",
            "CsvKickoffs",
            "Hello",
            "Odds",
            "OperationId",
            "PayoutId",
            "NonceActions",
            "NonceDesk",
            "Request",
            "SignedStamps",
            "ExternalReceipts"),
        callers(
            call ->
                call.getTargetOwner().getName().equals("io.fairfall.json.WholeNumber")
                    && call.getName().equals("parse")));
  }

  private static boolean isValueOfText(JavaMethodCall call) {
    return call.getName().equals("valueOf")
        && call.getTarget().getRawParameterTypes().getFirst().getName().equals("java.lang.String");
  }

  /** Whoever takes requests, refuses, or reads what clients wrote. */
  private static boolean isClientFacing(JavaClass one) {
    return (one.getPackageName() + ".").startsWith("io.fairfall.betlog.")
        || (one.getPackageName() + ".").startsWith("io.fairfall.realtime.protocol.")
        || one.getDirectDependenciesFromSelf().stream()
            .map(dependency -> dependency.getTargetClass().getName())
            .anyMatch(
                Set.of(CLIENT_JSON, "io.fairfall.http.Request", "io.fairfall.http.ProblemException")
                    ::contains);
  }

  private static Set<String> callers(Predicate<JavaMethodCall> which) {
    return BoundariesTest.FUNCTIONS.stream()
        .flatMap(one -> one.getMethodCallsFromSelf().stream())
        .filter(which)
        .map(call -> call.getOriginOwner().getSimpleName())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
