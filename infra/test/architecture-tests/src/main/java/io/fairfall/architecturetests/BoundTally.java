package io.fairfall.architecturetests;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.FieldModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * At the end of a build: which bounds of main code were met. A bound is a number with a name. It is
 * met when a condition that compares with it went both ways in some test or simulation, which the
 * agent in every test's machine has counted. Whatever is not compared where it is named has a row
 * in {@code bounds.txt}, which says where else it is met, or that it is no bound, or why nothing
 * meets it.
 */
public final class BoundTally {
  private static final String REGISTER = "bounds.txt";
  private static final String MAIN = "/src/main/java/";
  private static final int LINE_CHARS = 60;

  private final Path root;
  private final Conditions conditions;
  private final BoundRegister register;
  private final List<Path> sources;
  private final List<String> report = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private final List<String> mayGo = new ArrayList<>();
  private final Map<Boolean, Integer> numbers = new HashMap<>();

  private BoundTally(Path root, Conditions conditions, BoundRegister register) throws IOException {
    this.root = root;
    this.conditions = conditions;
    this.register = register;
    this.sources = sources();
  }

  /** Prints the tally of the checkout in the first argument; fails for a bound that none met. */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    BoundTally tally = of(root, register());
    Path folder = Files.createDirectories(root.resolve("infra/test/tally/target"));
    Path file = Files.write(folder.resolve("bounds.txt"), tally.report);
    System.out.printf(
        "%d numbers have names: %d are bounds that were met, %d are none or have a row that says"
            + " why they are not met (%s)%n",
        tally.report.size(),
        tally.numbers.getOrDefault(true, 0),
        tally.numbers.getOrDefault(false, 0),
        root.relativize(file));
    tally.mayGo.forEach(System.out::println);
    if (!tally.wrong.isEmpty()) {
      tally.wrong.forEach(System.out::println);
      System.exit(1);
    }
  }

  /**
   * Tells bounds that are met from others.
   *
   * @throws IllegalStateException if nothing was counted
   */
  static BoundTally of(Path root, BoundRegister register) throws IOException {
    Conditions conditions = Conditions.under(root);
    if (conditions.isEmpty()) {
      throw new IllegalStateException("no test's machine has counted anything");
    }
    BoundTally tally = new BoundTally(root, conditions, register);
    tally.run();
    return tally;
  }

  /** Rows that say of a bound that nothing meets it, though something does: a sentence each. */
  List<String> mayGo() {
    return mayGo;
  }

  /** What is wrong, a sentence each. */
  List<String> wrong() {
    return wrong;
  }

  private static BoundRegister register() throws IOException {
    try (InputStream rows = BoundTally.class.getResourceAsStream(REGISTER)) {
      if (rows == null) {
        throw new IllegalStateException("there is no " + REGISTER);
      }
      return BoundRegister.of(new String(rows.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve("functions"))) {
      return files
          .filter(file -> file.toString().contains(MAIN) && file.toString().endsWith(".java"))
          .sorted()
          .toList();
    }
  }

  private void run() throws IOException {
    Set<String> names = new HashSet<>();
    for (NamedBound bound : NamedBounds.in(sources)) {
      names.add(bound.name());
      judge(bound);
    }
    register.names().stream()
        .filter(name -> !names.contains(name))
        .forEach(name -> wrong.add(REGISTER + " has a row for " + name + ", which is no number"));
  }

  private void judge(NamedBound bound) throws IOException {
    long times = times(bound);
    Optional<BoundRegister.Row> row = register.row(bound.name());
    if (times > 0) {
      note(true, bound, "met %,d times".formatted(times));
      if (row.filter(BoundRegister.Row::isExcused).isPresent()) {
        mayGo.add(bound.name() + " is met: its row in " + REGISTER + " may go");
      }
    } else if (row.isEmpty()) {
      wrong.add(bound.name() + " is met by no test, and has no row in " + REGISTER);
      note(false, bound, "UNMET");
    } else {
      fromRow(bound, row.get());
    }
  }

  private void fromRow(NamedBound bound, BoundRegister.Row row) throws IOException {
    switch (row.kind()) {
      case NO_BOUND -> note(false, bound, "no bound: " + row.text());
      case NOT_MET -> note(false, bound, "not met: " + row.text());
      case AT -> {
        long times = elsewhere(row);
        note(times > 0, bound, "met %,d times in %s".formatted(times, row.where()));
        if (times == 0) {
          wrong.add(bound.name() + " is met by no test in " + row.where() + ": " + row.text());
        }
      }
      case TEST -> {
        boolean isRun = isRun(row);
        note(isRun, bound, "met in " + row.where() + ", " + row.text());
        if (!isRun) {
          wrong.add(bound.name() + " is to be met in " + row.where() + ", which did not pass");
        }
      }
    }
  }

  private void note(boolean isMet, NamedBound bound, String what) {
    numbers.merge(isMet, 1, Integer::sum);
    report.add(("%-" + LINE_CHARS + "s %s").formatted(bound.name(), what));
  }

  private long times(NamedBound bound) throws IOException {
    Set<String> operands = new HashSet<>();
    operands.add(bound.owner().replace('.', '$') + "." + bound.lastName());
    value(bound).ifPresent(operands::add);
    long most = 0;
    for (NamedBound.Use use : bound.uses()) {
      most =
          Math.max(
              most, conditions.times(use.outerClass(), use.firstLine(), use.lastLine(), operands));
    }
    return most;
  }

  /** The value of a constant that the compiler wrote into its users. */
  private Optional<String> value(NamedBound bound) throws IOException {
    String file = bound.binaryName().replace('.', '/') + ".class";
    Optional<Path> compiled =
        sources.stream()
            .map(source -> source.toString().replaceAll(MAIN + ".*", "/target/classes/"))
            .distinct()
            .map(folder -> Path.of(folder).resolve(file))
            .filter(Files::exists)
            .findFirst();
    if (compiled.isEmpty()) {
      return Optional.empty();
    }
    return ClassFile.of().parse(compiled.get()).fields().stream()
        .filter(field -> field.fieldName().equalsString(bound.lastName()))
        .flatMap(BoundTally::constant)
        .findFirst();
  }

  private static Stream<String> constant(FieldModel field) {
    return field.findAttribute(Attributes.constantValue()).stream()
        .map(attribute -> attribute.constant().constantValue().toString());
  }

  /** How often the condition in a line of another source file went the rarer way. */
  private long elsewhere(BoundRegister.Row row) throws IOException {
    long most = 0;
    for (Path source : sources) {
      if (source.endsWith(row.where())) {
        List<String> lines = Files.readAllLines(source);
        String outer =
            source.toString().replaceAll(".*" + MAIN, "").replace(".java", "").replace('/', '.');
        for (int line = 0; line < lines.size(); line++) {
          if (lines.get(line).contains(row.text())) {
            most = Math.max(most, conditions.times(outer, line + 1L, line + 1L, Set.of()));
          }
        }
      }
    }
    return most;
  }

  /** Whether a test is in a report of this build, and neither failed nor was skipped. */
  private boolean isRun(BoundRegister.Row row) throws IOException {
    String[] test = row.where().split("#", 2);
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file :
          files
              .filter(one -> one.toString().matches(".*/target/surefire-reports/TEST-.*xml"))
              .filter(one -> one.toString().endsWith("." + test[0] + ".xml"))
              .toList()) {
        String text = Files.readString(file);
        int at = text.indexOf("<testcase name=\"" + test[1]);
        if (at >= 0) {
          int end = text.indexOf("<testcase", at + 1);
          String one = text.substring(at, end < 0 ? text.length() : end);
          return !one.contains("<failure") && !one.contains("<error") && !one.contains("<skipped");
        }
      }
    }
    return false;
  }
}
