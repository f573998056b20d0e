package io.fairfall.cli.audit;

import io.fairfall.cli.admin.AdminCommandException;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.runner.gateway.control.SecretsHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The data folder of a system on one machine, which is not running: its store is opened here. The
 * folder's lock is held meanwhile, so that nothing is started on it.
 */
final class DataFolder implements AutoCloseable {
  private static final int SECRET_LENGTH = 64;
  private static final String NAME = "LedgerKeys-";

  /** The keys that every system on one machine has, which are no secret. */
  static final String DEVELOPMENT_KEYS =
      "{\"notBefore.1\":\"0\",\"key.1\":\"%s\"}".formatted(padded(SecretsHandler.MARK + NAME));

  private final EmbeddedDynamo store;
  private final FileChannel lock;

  private DataFolder(EmbeddedDynamo store, FileChannel lock) {
    this.store = store;
    this.lock = lock;
  }

  static DataFolder open(Path folder) throws IOException {
    Path dynamo = folder.resolve("dynamodb");
    if (!Files.isDirectory(dynamo)) {
      throw new AdminCommandException(folder + " is no data folder: ./run --data makes one.");
    }
    FileChannel lock =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock.tryLock() == null) {
      lock.close();
      throw new AdminCommandException(
          folder + " is in use: stop the system, or ask it with --url.");
    }
    return new DataFolder(EmbeddedDynamo.in(dynamo), lock);
  }

  URI endpoint() {
    return store.endpoint();
  }

  @Override
  public void close() throws IOException {
    store.close();
    lock.close();
  }

  private static String padded(String marked) {
    return marked + "0".repeat(SECRET_LENGTH - marked.length());
  }
}
