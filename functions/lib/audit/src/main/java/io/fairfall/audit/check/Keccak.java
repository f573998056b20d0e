package io.fairfall.audit.check;

import java.util.Arrays;

/** Keccak-256 as Ethereum has it, which the platform does not. */
final class Keccak {
  private static final int RATE = 136;
  private static final int ROUNDS = 24;
  private static final int LANES = 25;
  private static final int SIDE = 5;

  private Keccak() {}

  /** 32 bytes. */
  static byte[] hash(byte[] message) {
    byte[] padded = Arrays.copyOf(message, (message.length / RATE + 1) * RATE);
    padded[message.length] ^= 0x01;
    padded[padded.length - 1] ^= (byte) 0x80;
    long[] state = new long[LANES];
    for (int block = 0; block < padded.length; block += RATE) {
      for (int i = 0; i < RATE; i++) {
        state[i / 8] ^= (padded[block + i] & 0xffL) << (8 * (i % 8));
      }
      permute(state);
    }
    byte[] hash = new byte[32];
    for (int i = 0; i < hash.length; i++) {
      hash[i] = (byte) (state[i / 8] >>> (8 * (i % 8)));
    }
    return hash;
  }

  private static void permute(long[] a) {
    int lfsr = 1;
    for (int round = 0; round < ROUNDS; round++) {
      theta(a);
      rhoAndPi(a);
      chi(a);
      for (int j = 0; j < 7; j++) {
        if ((lfsr & 1) != 0) {
          a[0] ^= 1L << ((1 << j) - 1);
        }
        lfsr = (lfsr << 1) ^ ((lfsr >> 7) * 0x171);
      }
    }
  }

  private static void theta(long[] a) {
    long[] columns = new long[SIDE];
    for (int i = 0; i < LANES; i++) {
      columns[i % SIDE] ^= a[i];
    }
    for (int i = 0; i < LANES; i++) {
      int x = i % SIDE;
      a[i] ^= columns[(x + 4) % SIDE] ^ Long.rotateLeft(columns[(x + 1) % SIDE], 1);
    }
  }

  private static void rhoAndPi(long[] a) {
    int x = 1;
    int y = 0;
    long moving = a[1];
    for (int step = 0; step < LANES - 1; step++) {
      int next = (2 * x + 3 * y) % SIDE;
      x = y;
      y = next;
      int at = x + SIDE * y;
      long kept = a[at];
      a[at] = Long.rotateLeft(moving, (step + 1) * (step + 2) / 2);
      moving = kept;
    }
  }

  private static void chi(long[] a) {
    for (int row = 0; row < LANES; row += SIDE) {
      long[] old = Arrays.copyOfRange(a, row, row + SIDE);
      for (int x = 0; x < SIDE; x++) {
        a[row + x] = old[x] ^ (~old[(x + 1) % SIDE] & old[(x + 2) % SIDE]);
      }
    }
  }
}
