package io.fairfall.runner.streams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The queue that holds what streams gave up, until somebody takes it out. As in SQS, a message that
 * was received is hidden for a while and comes back unless it is deleted.
 */
public final class FailureQueue {
  /** Beyond these the oldest go; SQS would keep all of them for two weeks. */
  static final int MAX_KEPT = 10_000;

  private static final System.Logger LOG = System.getLogger(FailureQueue.class.getName());

  private final Optional<Path> file;
  private final InstantSource clock;
  private final Map<String, Message> messages = new LinkedHashMap<>();

  /** A message, hidden until an instant. */
  private static final class Message {
    private final String body;
    private long hiddenUntilMs;
    private int receives;

    private Message(String body) {
      this.body = body;
    }
  }

  /**
   * A message as its receiver sees it.
   *
   * @param id also what deletes it
   * @param receives how often it was received, this time included
   */
  public record Received(String id, String body, int receives) {}

  /**
   * @param folder where {@code failures.jsonl} holds the messages' bodies across restarts; without
   *     one they are lost with the process
   */
  public FailureQueue(Optional<Path> folder, InstantSource clock) {
    this.clock = clock;
    this.file = folder.map(path -> path.resolve("failures.jsonl"));
    file.filter(Files::exists).ifPresent(path -> read(path).forEach(this::put));
  }

  /** Sends a message. */
  public synchronized void add(String body) {
    put(body);
    if (messages.size() > MAX_KEPT) {
      LOG.log(System.Logger.Level.WARNING, "The failure queue is full: its oldest message goes.");
      messages.remove(messages.keySet().iterator().next());
    }
    save();
  }

  /** Receives some messages, oldest first, and hides them. */
  public synchronized List<Received> receive(int most, Duration hidden) {
    long nowMs = clock.millis();
    List<Received> received = new ArrayList<>();
    for (Map.Entry<String, Message> entry : messages.entrySet()) {
      Message message = entry.getValue();
      if (received.size() < most && message.hiddenUntilMs <= nowMs) {
        message.hiddenUntilMs = nowMs + hidden.toMillis();
        message.receives++;
        received.add(new Received(entry.getKey(), message.body, message.receives));
      }
    }
    return received;
  }

  /** Deletes a message. Doing it again does nothing. */
  public synchronized void delete(String id) {
    if (messages.remove(id) != null) {
      save();
    }
  }

  /** Deletes all of them. */
  public synchronized void purge() {
    messages.clear();
    save();
  }

  /** How many there are, hidden ones included. */
  public synchronized int size() {
    return messages.size();
  }

  /** All messages' bodies, oldest first. */
  synchronized List<String> bodies() {
    return messages.values().stream().map(message -> message.body).toList();
  }

  private void put(String body) {
    messages.put(UUID.randomUUID().toString(), new Message(body));
  }

  private void save() {
    file.ifPresent(path -> write(path, bodies()));
  }

  private static List<String> read(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read what streams gave up", e);
    }
  }

  /** A process that is killed meanwhile leaves the file of before. */
  private static void write(Path file, List<String> bodies) {
    try {
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.createDirectories(next.resolveSibling(""));
      Files.write(next, bodies);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep what streams gave up", e);
    }
  }
}
