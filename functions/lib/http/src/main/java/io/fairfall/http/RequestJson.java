package io.fairfall.http;

import io.fairfall.json.InvalidJsonException;
import io.fairfall.json.JsonCodec;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What clients and operators send, read by {@link JsonCodec}, and what is wrong with it as a
 * refusal. There is no other way in for their JSON.
 */
public final class RequestJson {
  private RequestJson() {}

  /**
   * Reads a form.
   *
   * @throws ProblemException {@code VALIDATION} with a sentence that names the member that is
   *     wrong, {@code TOO_LARGE} for more than {@link JsonCodec#MAX_CHARS} characters
   */
  public static <T> T read(Class<T> form, String text) {
    return orRefuse(() -> JsonCodec.fromClient(form, text));
  }

  /**
   * Reads a message whose members are not known before it is read.
   *
   * @return the members as {@link JsonCodec#membersFromClient} has them
   * @throws ProblemException as {@link #read}
   */
  public static Map<String, @Nullable Object> members(String text) {
    return orRefuse(() -> JsonCodec.membersFromClient(text));
  }

  static Problem tooLarge() {
    return Problem.of(
        CommonCode.TOO_LARGE, "A message has at most " + JsonCodec.MAX_CHARS + " characters.");
  }

  private static <T> T orRefuse(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (InvalidJsonException invalid) {
      throw invalid.isTooLong()
          ? tooLarge().refusal()
          : ProblemException.invalid(invalid.sentence());
    }
  }
}
