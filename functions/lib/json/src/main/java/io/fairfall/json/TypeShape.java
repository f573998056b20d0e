package io.fairfall.json;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The type of a value, as far as its adapter does not tell: which record it is, and of a collection
 * what is in it. It is read from the types of a record's components, once for each record.
 *
 * <p>Annotations are not looked at. To read the first one costs a function that has just started
 * more than everything else here, and nothing is gained: what must not be absent is refused by the
 * record's constructor, or by whoever asks for it, in words that fit.
 *
 * @param items of a collection or a map
 */
record TypeShape(Class<?> type, @Nullable TypeShape items) {
  /** Of what nothing is known. */
  static final TypeShape ANY = new TypeShape(Object.class, null);

  private static final ClassValue<Members> MEMBERS =
      new ClassValue<>() {
        @Override
        protected Members computeValue(Class<?> type) {
          return type.isRecord() ? Members.of(type.getRecordComponents()) : Members.NONE;
        }
      };

  /**
   * The members of a record, in the order of its components.
   *
   * @param required a bit for each that is primitive: nothing is not 0, and not false
   */
  record Members(List<TypeShape> shapes, long required) {
    static final Members NONE = new Members(List.of(), 0);

    private static Members of(RecordComponent[] components) {
      if (components.length > Long.SIZE) {
        throw new IllegalStateException("a record has " + Long.SIZE + " members at most");
      }
      List<TypeShape> shapes = new ArrayList<>();
      long required = 0;
      for (RecordComponent component : components) {
        required |= component.getType().isPrimitive() ? 1L << shapes.size() : 0;
        shapes.add(of(component));
      }
      return new Members(List.copyOf(shapes), required);
    }

    private static TypeShape of(RecordComponent component) {
      return isContainer(component.getType())
          ? TypeShape.of(component.getGenericType())
          : new TypeShape(component.getType(), null);
    }

    int count() {
      return shapes.size();
    }
  }

  static TypeShape of(Type type) {
    return switch (type) {
      case Class<?> simple -> new TypeShape(simple, null);
      case ParameterizedType generic when generic.getRawType() instanceof Class<?> raw -> {
        Type[] arguments = generic.getActualTypeArguments();
        yield new TypeShape(raw, isContainer(raw) ? of(arguments[arguments.length - 1]) : null);
      }
      default -> ANY;
    };
  }

  /** The members of a record; none if it is no record. */
  Members members() {
    return MEMBERS.get(type);
  }

  private static boolean isContainer(Class<?> type) {
    return Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
  }
}
