package io.fairfall.cli.audit;

import io.fairfall.cli.admin.AdminCommandException;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.runner.gateway.control.SecretsHandler;
import io.fairfall.runner.template.SecretSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * The data folder of a system on one machine, which is not running: its store is opened here. The
 * folder's lock is held meanwhile, so that nothing is started on it.
 */
final class DataFolder implements AutoCloseable {
  /** The ledger's keys as the template declares them. */
  static final SecretSpec LEDGER_KEYS =
      new SecretSpec("LedgerKeys", "", Map.of("notBefore.1", "0"), "key.1", 64);

  /** The keys that every system on one machine has, which are no secret. */
  static final String DEVELOPMENT_KEYS = SecretsHandler.value(LEDGER_KEYS);

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
}
