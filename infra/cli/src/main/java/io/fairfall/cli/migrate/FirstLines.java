package io.fairfall.cli.migrate;

/**
 * In which line each address stood first: the one thing about a file that must be remembered.
 *
 * <p>A table with open addressing in four arrays takes 24 bytes for a slot, where a map of strings
 * would take ten times that: 5 million addresses fit into 200 MB.
 */
final class FirstLines {
  static final int MAX_ADDRESSES = 5_000_000;

  private static final int HEX = 16;
  private static final int FIRST_SLOTS = 1 << 12;

  private long[] heads = new long[FIRST_SLOTS];
  private long[] middles = new long[FIRST_SLOTS];
  private int[] tails = new int[FIRST_SLOTS];
  private int[] lines = new int[FIRST_SLOTS]; // 0: the slot is free
  private int size;

  /** Whether no further address can be remembered, or none in this line. */
  boolean isFull(long line) {
    return size == MAX_ADDRESSES || line > Integer.MAX_VALUE;
  }

  /**
   * Remembers an address unless it is known.
   *
   * @param address 0x and 40 hex digits
   * @return the line in which it stood first: the given one if it is new
   */
  long remember(String address, long line) {
    if (size * 3L >= lines.length * 2L) {
      grow();
    }
    long head = Long.parseUnsignedLong(address, 2, 18, HEX);
    long middle = Long.parseUnsignedLong(address, 18, 34, HEX);
    int tail = Integer.parseUnsignedInt(address, 34, 42, HEX);
    int slot = slot(head, middle, tail);
    if (lines[slot] == 0) {
      put(slot, head, middle, tail, Math.toIntExact(line));
      size++;
    }
    return lines[slot];
  }

  /** The slot of an address, or the free one where it belongs. */
  private int slot(long head, long middle, int tail) {
    long mixed = (head ^ Long.rotateLeft(middle, 29) ^ tail) * 0x9E37_79B9_7F4A_7C15L;
    int slot = (int) (mixed >>> 32) & (lines.length - 1);
    while (lines[slot] != 0
        && (heads[slot] != head || middles[slot] != middle || tails[slot] != tail)) {
      slot = (slot + 1) & (lines.length - 1);
    }
    return slot;
  }

  private void put(int slot, long head, long middle, int tail, int line) {
    heads[slot] = head;
    middles[slot] = middle;
    tails[slot] = tail;
    lines[slot] = line;
  }

  private void grow() {
    long[] oldHeads = heads;
    long[] oldMiddles = middles;
    int[] oldTails = tails;
    int[] oldLines = lines;
    heads = new long[oldLines.length * 2];
    middles = new long[oldLines.length * 2];
    tails = new int[oldLines.length * 2];
    lines = new int[oldLines.length * 2];
    for (int i = 0; i < oldLines.length; i++) {
      if (oldLines[i] != 0) {
        int slot = slot(oldHeads[i], oldMiddles[i], oldTails[i]);
        put(slot, oldHeads[i], oldMiddles[i], oldTails[i], oldLines[i]);
      }
    }
  }
}
