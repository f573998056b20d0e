package io.fairfall.audit.check;

/** Takes note of a journal that is in order up to a version. */
@FunctionalInterface
public interface InOrder {
  /**
   * @param seal of the entry of that version
   */
  void inOrder(String journal, long version, String seal);
}
