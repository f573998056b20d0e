package io.fairfall.golden;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shows a value so that a person can judge it and a line can pin it: a record as its components by
 * name, a record of one component as that component, an enum's constant by its name, large numbers
 * as text, bytes in hex. No class is named and nobody's {@code toString} is asked, so that neither
 * may be pinned by accident.
 *
 * <p>What is null, false or empty is left out: so a component that is added later leaves old lines
 * true, for as long as it reads as one of these in them.
 *
 * <p>It remembers what it has shown, to tell which variants no line has.
 */
public final class Rendering {
  private final Map<Class<?>, Function<Object, Object>> forms = new HashMap<>();
  private final Set<Class<?>> records = new LinkedHashSet<>();
  private final Set<Enum<?>> constants = new LinkedHashSet<>();
  private final Set<String> valued = new LinkedHashSet<>();

  Rendering() {}

  /** Shows values of a type in another form. */
  <T> void as(Class<T> type, Function<T, ?> form) {
    forms.put(type, value -> form.apply(type.cast(value)));
  }

  /** The value as a tree of JSON; null for what is left out. */
  @Nullable Object of(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Object special when forms.containsKey(special.getClass()) ->
          of(form(special).apply(special));
      case Optional<?> optional -> of(optional.orElse(null));
      case OptionalLong optional -> optional.isPresent() ? optional.getAsLong() : null;
      case Boolean flag -> flag ? true : null;
      case Enum<?> constant -> {
        constants.add(constant);
        yield constant.name();
      }
      case BigInteger number -> number.toString();
      case BigDecimal number -> number.toPlainString();
      case byte[] bytes -> HexFormat.of().formatHex(bytes);
      case Set<?> set -> some(new TreeSet<>(set.stream().map(this::of).toList()));
      case Collection<?> list -> some(list.stream().map(this::of).toList());
      case Map<?, ?> map -> members(map);
      case Record one -> record(one);
      default -> value; // text and numbers
    };
  }

  private Function<Object, Object> form(Object special) {
    Function<Object, Object> form = forms.get(special.getClass());
    if (form == null) {
      throw new IllegalStateException("asked for a form that there is not");
    }
    return form;
  }

  private static @Nullable Object some(Collection<?> shown) {
    return shown.isEmpty() ? null : shown;
  }

  private @Nullable Object members(Map<?, ?> map) {
    Map<String, Object> shown = new LinkedHashMap<>();
    map.forEach((name, value) -> put(shown, String.valueOf(name), of(value)));
    return shown.isEmpty() ? null : shown;
  }

  private @Nullable Object record(Record value) {
    records.add(value.getClass());
    RecordComponent[] components = value.getClass().getRecordComponents();
    if (components.length == 1) {
      return component(value, components[0]);
    }
    Map<String, Object> shown = new LinkedHashMap<>();
    for (RecordComponent component : components) {
      put(shown, component.getName(), component(value, component));
    }
    return shown;
  }

  private @Nullable Object component(Record value, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      Object shown = of(component.getAccessor().invoke(value));
      if (shown != null) {
        valued.add(nameOf(component));
      }
      return shown;
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError(impossible.getMessage(), impossible);
    }
  }

  private static String nameOf(RecordComponent component) {
    return component.getDeclaringRecord().getSimpleName() + "." + component.getName();
  }

  private static void put(Map<String, Object> shown, String name, @Nullable Object value) {
    if (value != null) {
      shown.put(name, value);
    }
  }

  /**
   * What no line has shown: constants of the enums of which there is one, cases of sealed types,
   * and components that were always left out.
   *
   * @param roots sealed types of which each case must be there
   */
  Set<String> missing(List<Class<?>> roots) {
    Set<String> missing = new TreeSet<>();
    constants.stream()
        .map(Enum::getDeclaringClass)
        .distinct()
        .flatMap(type -> Arrays.stream(type.getEnumConstants()))
        .filter(constant -> !constants.contains(constant))
        .forEach(constant -> missing.add(constant.toString()));
    roots.stream()
        .flatMap(Rendering::cases)
        .filter(type -> !records.contains(type))
        .forEach(type -> missing.add(type.getSimpleName()));
    records.stream()
        .flatMap(type -> Arrays.stream(type.getRecordComponents()))
        .map(Rendering::nameOf)
        .filter(name -> !valued.contains(name))
        .forEach(missing::add);
    return missing;
  }

  private static Stream<Class<?>> cases(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Rendering::cases)
        : Stream.of(type);
  }
}
