package io.fairfall.simulation.mutant;

import java.util.List;

/**
 * One planted fault.
 *
 * @param breaks what it switches off, in words
 */
public record Mutant(String name, String breaks, List<Edit> edits) {

  /**
   * A change of a source file.
   *
   * @param file below {@code functions}, like {@code lib/journal/MemoryJournals}; or of the
   *     simulation's own game, like {@code simulation/dice/DiceGame}; or {@code auditor/Auditor},
   *     the file that names no package and is compiled into one
   * @param text stands in the file exactly once
   */
  public record Edit(String file, String text, String replacement) {
    private static final String LIBRARY = "lib/";
    private static final String SIMULATION = "simulation/";
    private static final String TESTS = "infra/test/";
    private static final String AUDITOR = "auditor/Auditor";
    private static final String PACKAGE = "package io.fairfall.auditor;\n";

    /** The source file from the checkout's root. */
    public String path() {
      if (file.equals(AUDITOR)) {
        return "infra/auditor/src/main/java/Auditor.java";
      }
      String module = file.substring(0, file.length() - inPackages().length());
      return (file.startsWith(SIMULATION) ? TESTS : "functions/")
          + module
          + inPackages().substring(0, inPackages().indexOf('/'))
          + "/src/main/java/io/fairfall/"
          + inPackages()
          + ".java";
    }

    private String inPackages() {
      return file.startsWith(LIBRARY) ? file.substring(LIBRARY.length()) : file;
    }

    /** The class that the file holds. */
    String className() {
      return "io.fairfall." + inPackages().replace('/', '.');
    }

    /**
     * The mutated source.
     *
     * @throws IllegalStateException if the text does not stand there exactly once
     */
    public String apply(String source) {
      int at = source.indexOf(text);
      if (at < 0 || source.indexOf(text, at + 1) >= 0) {
        throw new IllegalStateException("in " + path() + " this must stand exactly once: " + text);
      }
      return (file.equals(AUDITOR) && !source.startsWith("package ") ? PACKAGE : "")
          + source.substring(0, at)
          + replacement
          + source.substring(at + text.length());
    }
  }

  /** Whose mechanism or rule a mutant takes away. */
  public enum Subject {
    LEDGER,
    CRASH,
    DICE
  }

  /** Money knows multipliers for the crash game's sake alone. */
  public Subject subject() {
    if (isIn("lib/crash/") || isIn("lib/money/")) {
      return Subject.CRASH;
    }
    return isIn("simulation/dice/") ? Subject.DICE : Subject.LEDGER;
  }

  private boolean isIn(String folder) {
    return edits.stream().anyMatch(edit -> edit.file().startsWith(folder));
  }

  static Mutant of(String name, String breaks, String file, String text, String replacement) {
    return new Mutant(name, breaks, List.of(new Edit(file, text, replacement)));
  }
}
