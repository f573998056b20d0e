package io.fairfall.audit.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The checkpoints of all accounts, kept where nobody but the audit writes. */
public interface Checkpoints {
  /** Most accounts that one call of {@link #find} takes. */
  int MAX_ACCOUNTS = 100;

  /**
   * Some of them.
   *
   * @param last where the next read goes on, or null at the end
   */
  record Page(List<Checkpoint> checkpoints, @Nullable String last) {}

  /**
   * Reads on through all of them.
   *
   * @param after the last account that was read, or null to begin
   */
  Page read(@Nullable String after);

  /** Those of some accounts, at most {@link #MAX_ACCOUNTS}. */
  Map<String, Checkpoint> find(List<String> accounts);

  /**
   * Puts a checkpoint in the place of an older one.
   *
   * @param older what stands there, as far as the audit knows; if it is another by now, nothing
   *     changes
   */
  void move(Checkpoint newer, Optional<Checkpoint> older);

  /**
   * What the independent reading keeps of its own, beside the checkpoints: one text for each
   * journal, which it signs and reads itself.
   *
   * @return all of them, by journal
   */
  Map<String, String> marks();

  /**
   * Puts such a text in the place of an older one.
   *
   * @param version how far it reaches; one that reaches as far stays
   */
  void mark(String journal, long version, String text);
}
