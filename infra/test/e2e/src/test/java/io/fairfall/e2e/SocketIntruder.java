package io.fairfall.e2e;

import io.fairfall.load.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tries message after message, on connection after connection, and keeps all that it hears. */
final class SocketIntruder {
  /** Few enough for the pace that a connection is allowed. */
  private static final int MESSAGES_PER_CONNECTION = 10;

  private static final int MAX_TRIES = 40;
  private static final long PAUSE_MS = 400;
  private static final Set<String> NO_ANSWERS = Set.of("nothing", "goodbye");

  /** A key that was made on a version to come is told to wait, however often it asks. */
  private static final Set<String> FAILURES = Set.of("INTERNAL", "UNAVAILABLE");

  private final Supplier<RawSocket> door;
  private final List<RawSocket> connections = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private int refused;
  private int answered;

  /**
   * @param door opens a connection
   */
  SocketIntruder(Supplier<RawSocket> door) {
    this.door = door;
  }

  void tryAll(List<String> messages) throws InterruptedException {
    @Nullable RawSocket now = null;
    for (int i = 0; i < messages.size(); i++) {
      if (now == null || i % MESSAGES_PER_CONNECTION == 0 || now.isClosed()) {
        now = opened();
      }
      String message = messages.get(i);
      Optional<Tree> answer = ask(now, message);
      for (int more = 1;
          more < MAX_TRIES && answer.filter(SocketIntruder::isPaced).isPresent();
          more++) {
        Thread.sleep(PAUSE_MS);
        now = now.isClosed() ? opened() : now;
        answer = ask(now, message);
      }
      judge(message, answer);
    }
  }

  /** Everything that was heard, on all connections. */
  List<String> heard() {
    return connections.stream().flatMap(connection -> connection.all().stream()).toList();
  }

  /** Messages that were not answered as they should have been, each as a sentence. */
  List<String> failures() {
    return failures;
  }

  int answered() {
    return answered;
  }

  int refused() {
    return refused;
  }

  void leave() {
    connections.forEach(RawSocket::close);
  }

  private RawSocket opened() {
    RawSocket opened = door.get();
    connections.add(opened);
    return opened;
  }

  /** The first message that is no event answers; what is said before hello is answered too. */
  private static Optional<Tree> ask(RawSocket socket, String message) throws InterruptedException {
    socket.sendText(message);
    for (Optional<String> heard = socket.next(); heard.isPresent(); heard = socket.next()) {
      Tree told = Tree.read(heard.get());
      if (!told.at("channel").isPresent()) {
        return Optional.of(told);
      }
    }
    return Optional.empty();
  }

  private static boolean isPaced(Tree answer) {
    return answer.at("problem").at("code").text().filter("RATE_LIMITED"::equals).isPresent()
        || answer.at("type").text().filter("goodbye"::equals).isPresent();
  }

  private void judge(String message, Optional<Tree> answer) {
    String type = answer.flatMap(told -> told.at("type").text()).orElse("nothing");
    String code = answer.flatMap(told -> told.at("problem").at("code").text()).orElse("");
    if (NO_ANSWERS.contains(type) || FAILURES.contains(code)) {
      failures.add(message + " was answered " + answer.orElse(Tree.EMPTY));
    }
    answered++;
    if (!code.isEmpty()) {
      refused++;
    }
  }
}
