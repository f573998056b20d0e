package io.fairfall.apicontract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * Messages that are wrong in one place, made of one that is right. It knows JSON by its own parser
 * and writes the wrong places by hand, so that it shares nothing with what reads them.
 */
public final class BadInputs {
  /** Of each kind there are so many of each form, or more. */
  public static final int PER_KIND = 60;

  private static final int BAD_REQUEST = 400;
  private static final String MARK = "@mark@";
  private static final String MARKED = '"' + MARK + '"';
  private static final String MARKED_MEMBER = MARKED + ':' + MARKED;
  private static final BigInteger TWO_TO_32 = BigInteger.TWO.pow(32);
  private static final BigInteger TWO_TO_64 = BigInteger.TWO.pow(64);

  private final String example;
  private final Set<String> optional;
  private final Set<String> wide;
  private final List<Place> places = new ArrayList<>();

  private BadInputs(String example, Set<String> optional, Set<String> wide) {
    this.example = example;
    this.optional = optional;
    this.wide = wide;
    collect(root(), "", "");
  }

  /** In which way a message is wrong. */
  public enum Kind {
    /** 2^64 and what would be right. */
    WRAPS_64_BITS,
    /** 2^32 and what would be right, where that has 32 bits, or its bounds are narrower. */
    WRAPS_32_BITS,
    NEGATIVE,
    FRACTION,
    EXPONENT,
    QUOTED_NUMBER,
    NUMBER_FOR_TEXT,
    NUMBER_FOR_BOOLEAN,
    TEXT_FOR_OTHERS,
    BOOLEAN_FOR_OTHERS,
    ARRAY_FOR_OTHERS,
    OBJECT_FOR_OTHERS,
    NULL_WHERE_NEEDED,
    DOUBLED_MEMBER,
    UNKNOWN_MEMBER,
    TRAILING_COMMA,
    TRAILING_TEXT
  }

  /**
   * A message.
   *
   * @param member what a refusal has to name; empty where there is no one member to blame
   */
  public record Input(Kind kind, String member, String text) {}

  /** What was answered to one: a status as over HTTP, also where it was asked otherwise. */
  public record Refused(int status, String code, String detail) {}

  private record Place(String pointer, String name, JsonNode value) {}

  /**
   * Everything that can be wrong in a form.
   *
   * @param example a right message with every member that there is
   * @param optional members that may be null, by their own names
   * @param wide members for which numbers beyond 32 bits are right
   */
  public static List<Input> of(String example, Set<String> optional, Set<String> wide) {
    BadInputs inputs = new BadInputs(example, optional, wide);
    List<Input> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      List<Input> ofKind = new ArrayList<>();
      for (int n = 0; ofKind.size() < PER_KIND && inputs.add(kind, n, ofKind); n++) {
        if (n >= PER_KIND) {
          throw new IllegalStateException(kind + " does not come to an end");
        }
      }
      all.addAll(ofKind);
    }
    return all;
  }

  /** The same of a form that is a record; fails if the example lacks one of its members. */
  public static List<Input> of(
      Class<? extends Record> form, String example, Set<String> optional, Set<String> wide) {
    requireComplete(form, new BadInputs(example, optional, wide).root());
    return of(example, optional, wide);
  }

  /**
   * Asks all of them.
   *
   * @return what was not refused, or not by its name, each as a sentence
   */
  public static List<String> complaints(List<Input> inputs, Function<String, Refused> ask) {
    List<String> complaints = new ArrayList<>();
    for (Input input : inputs) {
      Refused answer = ask.apply(input.text());
      String detail = answer.detail().toLowerCase(Locale.ROOT);
      boolean isNamed = detail.contains(input.member().toLowerCase(Locale.ROOT));
      if (answer.status() != BAD_REQUEST || !answer.code().equals("VALIDATION") || !isNamed) {
        complaints.add(input + " was answered " + answer);
      }
    }
    return complaints;
  }

  private static void requireComplete(Class<?> form, JsonNode example) {
    RecordComponent[] components = form.getRecordComponents();
    if (components.length != example.size()) {
      throw new IllegalArgumentException(
          form + " has " + components.length + " members, and the example " + example.size());
    }
    int i = 0;
    for (JsonNode value : example) {
      requireSameKind(components[i], value);
      i++;
    }
  }

  private static void requireSameKind(RecordComponent component, JsonNode value) {
    Class<?> type = component.getType();
    if (!isOf(type, value)) {
      throw new IllegalArgumentException(component + " is not what the example has: " + value);
    }
    if (type.isRecord()) {
      requireComplete(type, value);
    } else if (value.isArray()
        && component.getGenericType() instanceof ParameterizedType list
        && itemOf(list) instanceof Class<?> item
        && item.isRecord()) {
      requireComplete(item, value.path(0));
    }
  }

  private static boolean isOf(Class<?> type, JsonNode value) {
    if (type == String.class) {
      return value.isTextual();
    }
    if (type == Boolean.class) {
      return value.isBoolean();
    }
    if (type == List.class) {
      return value.isArray() && !value.isEmpty();
    }
    return type.isRecord() ? value.isObject() : value.isIntegralNumber();
  }

  private static Type itemOf(ParameterizedType list) {
    return list.getActualTypeArguments()[0];
  }

  // ---------------------------------------------------------------- places

  private ObjectNode root() {
    return (ObjectNode) Document.json(example).orElseThrow();
  }

  private void collect(JsonNode node, String pointer, String name) {
    if (!pointer.isEmpty()) {
      places.add(new Place(pointer, name, node));
    }
    if (node.isObject()) {
      node.properties()
          .forEach(
              member ->
                  collect(member.getValue(), pointer + '/' + member.getKey(), member.getKey()));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(node.get(i), pointer + '/' + i, name);
      }
    }
  }

  // ---------------------------------------------------------------- what is wrong

  /** Adds the n-th variant for every place; says whether there was any. */
  private boolean add(Kind kind, int n, List<Input> to) {
    int before = to.size();
    switch (kind) {
      case TRAILING_TEXT -> to.add(new Input(kind, "", example + trailing(n)));
      case UNKNOWN_MEMBER -> addMembers(kind, n, to);
      case TRAILING_COMMA -> addCommas(kind, n, to);
      case DOUBLED_MEMBER -> addTwins(kind, n, to);
      default -> {
        for (Place place : places) {
          String wrong = wrong(kind, place, n);
          if (!wrong.isEmpty()) {
            to.add(new Input(kind, place.name(), with(place, wrong)));
          }
        }
      }
    }
    return to.size() > before;
  }

  /** The n-th wrong value of a kind; empty where that kind is not wrong, or has no more of them. */
  private String wrong(Kind kind, Place place, int n) {
    JsonNode right = place.value();
    boolean isNumber = right.isNumber();
    boolean isText = right.isTextual();
    boolean isNarrow = isNumber && !wide.contains(place.name());
    return switch (kind) {
      case WRAPS_64_BITS -> isNumber ? shifted(right, TWO_TO_64, n) : "";
      case WRAPS_32_BITS -> isNarrow ? shifted(right, TWO_TO_32, n) : "";
      case NEGATIVE -> isNumber ? "-" + (n + 1) : "";
      case FRACTION -> isNumber ? right + "." + n : "";
      case EXPONENT -> isNumber ? right + (n % 2 == 0 ? "e" : "E+") + n / 2 : "";
      case QUOTED_NUMBER -> isNumber ? '"' + shifted(right, BigInteger.ONE, n - 1) + '"' : "";
      case NUMBER_FOR_TEXT -> isText ? number(n) : "";
      case NUMBER_FOR_BOOLEAN -> right.isBoolean() ? number(n) : "";
      case TEXT_FOR_OTHERS -> isText || isNumber ? "" : "\"" + "true".repeat(n) + '"';
      case BOOLEAN_FOR_OTHERS -> right.isBoolean() ? "" : (n % 2 == 0) + " ".repeat(n / 2);
      case ARRAY_FOR_OTHERS ->
          right.isArray()
              ? ""
              : "["
                  + String.join(",", List.of(right + "").subList(0, n % 2))
                  + " ".repeat(n / 2)
                  + ']';
      case OBJECT_FOR_OTHERS ->
          right.isObject() ? "" : n == 0 ? "{}" : "{\"value\":" + right + " ".repeat(n - 1) + '}';
      case NULL_WHERE_NEEDED -> optional.contains(place.name()) ? "" : "null" + " ".repeat(n);
      default -> "";
    };
  }

  private static String shifted(JsonNode right, BigInteger by, int n) {
    return right.bigIntegerValue().add(by.multiply(BigInteger.valueOf(n + 1))).toString();
  }

  private static String number(int n) {
    return n % 2 == 0 ? Integer.toString(n / 2) : TWO_TO_64.add(BigInteger.valueOf(n)).toString();
  }

  private static String trailing(int n) {
    List<String> texts = List.of("{}", "x", ",", "]", "}", "null", "\"\"", "7", "[]", "//", "#");
    return " ".repeat(n / texts.size()) + texts.get(n % texts.size());
  }

  private String with(Place place, String wrong) {
    ObjectNode root = root();
    set(root, place.pointer());
    return root.toString().replace(MARKED, wrong);
  }

  private static void set(ObjectNode root, String pointer) {
    int slash = pointer.lastIndexOf('/');
    String last = pointer.substring(slash + 1);
    JsonNode parent = root.at(pointer.substring(0, slash));
    if (parent instanceof ArrayNode array) {
      array.set(Integer.parseInt(last), MARK);
    } else {
      ((ObjectNode) parent).put(last, MARK);
    }
  }

  private void addMembers(Kind kind, int n, List<Input> to) {
    for (String pointer : objects()) {
      String name = n % 2 == 0 ? "unknown" + n : misspelt(pointer, n);
      ObjectNode root = root();
      ((ObjectNode) root.at(pointer)).put(MARK, MARK);
      String member = '"' + name + "\":" + (n % 3 == 0 ? "1" : "null");
      to.add(new Input(kind, name, root.toString().replace(MARKED_MEMBER, member)));
    }
  }

  private String misspelt(String pointer, int n) {
    String right = root().at(pointer).fieldNames().next();
    return right.toUpperCase(Locale.ROOT) + "_".repeat(n / 2);
  }

  private void addTwins(Kind kind, int n, List<Input> to) {
    for (Place place : places) {
      int slash = place.pointer().lastIndexOf('/');
      ObjectNode root = root();
      if (root.at(place.pointer().substring(0, slash)) instanceof ObjectNode parent) {
        parent.put(MARK, MARK);
        String name =
            n % 2 == 0
                ? place.name()
                : "\\u%04x".formatted((int) place.name().charAt(0)) + place.name().substring(1);
        String twin = '"' + name + '"' + " ".repeat(n / 2) + ':' + place.value();
        String text = root.toString().replace(MARKED_MEMBER, twin);
        to.add(new Input(kind, place.name(), text));
      }
    }
  }

  private void addCommas(Kind kind, int n, List<Input> to) {
    for (String pointer : objects()) {
      ObjectNode root = root();
      ((ObjectNode) root.at(pointer)).put(MARK, MARK);
      String comma = " ".repeat(n / 2) + "," + " ".repeat(n - n / 2);
      String text = root.toString().replace("," + MARKED_MEMBER, comma);
      to.add(new Input(kind, lastOf(root().at(pointer)), text));
    }
    for (Place place : places) {
      if (place.value().isArray()) {
        ObjectNode root = root();
        ((ArrayNode) root.at(place.pointer())).add(MARK);
        String text = root.toString().replace("," + MARKED, " ".repeat(n) + ",");
        to.add(new Input(kind, place.name(), text));
      }
    }
  }

  private static String lastOf(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names.getLast();
  }

  private List<String> objects() {
    List<String> pointers = new ArrayList<>(List.of(""));
    for (Place place : places) {
      if (place.value().isObject() && !place.value().isEmpty()) {
        pointers.add(place.pointer());
      }
    }
    return pointers;
  }
}
