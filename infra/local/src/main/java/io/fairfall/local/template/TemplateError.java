package io.fairfall.local.template;

import java.io.Serial;

/** The template says something that the runner does not understand or that cannot be right. */
public final class TemplateError extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final String sentence;

  TemplateError(int line, String complaint) {
    String where = "template.yaml line " + line + ": ";
    super(where + complaint);
    this.sentence = where + complaint;
  }

  /** What is wrong, and on which line. */
  public String sentence() {
    return sentence;
  }
}
