package io.fairfall.journal;

class MemoryJournalsTest extends JournalsContract {
  private final Journals journals = new MemoryJournals();

  @Override
  Journals journals() {
    return journals;
  }
}
