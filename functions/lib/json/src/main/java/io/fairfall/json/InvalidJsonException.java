package io.fairfall.json;

/**
 * Text is not the JSON that was expected. The message is one sentence for whoever wrote the text:
 * it names the member and what is expected of it, and repeats no value.
 */
public final class InvalidJsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String member;
  private final String sentence;
  private final boolean isTooLong;

  InvalidJsonException(String member, String sentence) {
    this(member, sentence, false);
  }

  private InvalidJsonException(String member, String sentence, boolean isTooLong) {
    super(sentence, null, false, false);
    this.member = member;
    this.sentence = sentence;
    this.isTooLong = isTooLong;
  }

  static InvalidJsonException tooLong(int maxChars) {
    return new InvalidJsonException("", "A message has at most " + maxChars + " characters.", true);
  }

  /**
   * @return where it is wrong, like {@code bet_data.legs[2].kickoff}; empty for the text as a whole
   */
  public String member() {
    return member;
  }

  /**
   * @return what is wrong, like {@code seat must be a whole number.}; it is the message too
   */
  public String sentence() {
    return sentence;
  }

  /**
   * @return whether there is too much of it; then it was not looked at
   */
  public boolean isTooLong() {
    return isTooLong;
  }
}
