package io.fairfall.cli.audit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Lines that are sorted though there may be more of them than memory has room for: what has been
 * gathered is sorted and put into a file of its own, and in the end the files are merged.
 */
final class SortedLines implements AutoCloseable {
  /** Bytes of lines that are gathered before they are put away. */
  static final int MAX_BYTES_IN_MEMORY = 32_000_000;

  private final Path folder;
  private final int maxBytes;
  private final List<Line> gathered = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();
  private long bytes;

  /**
   * @param maxBytes so many bytes of lines are gathered, see {@link #MAX_BYTES_IN_MEMORY}
   */
  SortedLines(int maxBytes) throws IOException {
    this.folder = Files.createTempDirectory("fairfall-export");
    this.maxBytes = maxBytes;
  }

  /** A line, and what it is sorted by: the journal's bytes, then the version. */
  private static final class Line implements Comparable<Line> {
    private final byte[] journal;
    private final long version;
    private final byte[] text;

    Line(byte[] journal, long version, byte[] text) {
      this.journal = journal;
      this.version = version;
      this.text = text;
    }

    int length() {
      return journal.length + text.length;
    }

    void writeTo(DataOutputStream out) throws IOException {
      out.writeInt(journal.length);
      out.write(journal);
      out.writeLong(version);
      out.writeInt(text.length);
      out.write(text);
    }

    @Override
    public int compareTo(Line other) {
      int journals = Arrays.compareUnsigned(journal, other.journal);
      return journals != 0 ? journals : Long.compare(version, other.version);
    }
  }

  void add(String journal, long version, String text) throws IOException {
    Line line =
        new Line(
            journal.getBytes(StandardCharsets.UTF_8),
            version,
            text.getBytes(StandardCharsets.UTF_8));
    gathered.add(line);
    bytes += line.length();
    if (bytes >= maxBytes) {
      putAway();
    }
  }

  /** Writes all of them in their order, each with a newline. */
  void writeTo(OutputStream out) throws IOException {
    putAway();
    PriorityQueue<Run> runs = new PriorityQueue<>();
    try {
      for (Path file : files) {
        Run run = new Run(file);
        if (run.next != null) {
          runs.add(run);
        }
      }
      for (Run least = runs.poll(); least != null; least = runs.poll()) {
        out.write(least.take().text);
        out.write('\n');
        if (least.next != null) {
          runs.add(least);
        }
      }
    } finally {
      for (Run run : runs) {
        run.close();
      }
    }
  }

  private void putAway() throws IOException {
    gathered.sort(null);
    Path file = folder.resolve("run" + files.size());
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (Line line : gathered) {
        line.writeTo(out);
      }
    }
    files.add(file);
    gathered.clear();
    bytes = 0;
  }

  @Override
  public void close() throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(folder);
  }

  /** A sorted file while it is being merged. */
  private static final class Run implements Comparable<Run>, AutoCloseable {
    private final DataInputStream in;
    private @Nullable Line next;

    Run(Path file) throws IOException {
      this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
      this.next = read();
    }

    Line take() throws IOException {
      Line taken = first();
      next = read();
      return taken;
    }

    private Line first() {
      if (next == null) {
        throw new IllegalStateException("a file that has ended is merged no more");
      }
      return next;
    }

    private @Nullable Line read() throws IOException {
      int length;
      try {
        length = in.readInt();
      } catch (EOFException end) {
        in.close();
        return null;
      }
      byte[] journal = in.readNBytes(length);
      long version = in.readLong();
      return new Line(journal, version, in.readNBytes(in.readInt()));
    }

    @Override
    public int compareTo(Run other) {
      return first().compareTo(other.first());
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
