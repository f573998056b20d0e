package io.fairfall.runner.template;

import java.io.Serial;

/** The template says something that the runner does not understand or that cannot be right. */
public final class TemplateException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final String sentence;

  TemplateException(int line, String complaint) {
    String where = "template.yaml line " + line + ": ";
    super(where + complaint);
    this.sentence = where + complaint;
  }

  /** What is wrong, and on which line. */
  public String sentence() {
    return sentence;
  }
}
