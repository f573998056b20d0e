package io.fairfall.withdrawals.solvency;

import io.fairfall.journal.Entry;
import io.fairfall.journal.JournalItem;
import io.fairfall.journal.MacKeySource;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.EntryCodec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * All accounts, read from end to end with every seal. A scan brings the entries of one account
 * together and in their order, and an account belongs to one part of it.
 */
public final class OwedBooks {
  private static final int PARTS = 8;

  private final DynamoDbClient dynamo;
  private final String table;
  private final EntryCodec codec;
  private final MacKeySource keys;

  /**
   * @param table of the accounts
   * @param keys that seal their entries
   */
  public OwedBooks(DynamoDbClient dynamo, String table, EntryCodec codec, MacKeySource keys) {
    this.dynamo = dynamo;
    this.table = table;
    this.codec = codec;
    this.keys = keys;
  }

  /** What is owed to one player, in wei. */
  public record Owed(String player, BigInteger amount) {}

  /**
   * What is owed to everyone who had an account at an instant.
   *
   * @param goesOn is asked before each page
   * @return nothing if {@code goesOn} said no: of a part of the accounts nothing follows
   * @throws RuntimeException if an account cannot be read, or an entry is missing or not the
   *     house's
   * @throws StoreUnavailableException if the table does not answer
   */
  public Optional<List<Owed>> at(long instant, Callable<Boolean> goesOn)
      throws InterruptedException {
    List<Owed> all = new ArrayList<>();
    try (ExecutorService parts = Executors.newFixedThreadPool(PARTS)) {
      List<Callable<Optional<List<Owed>>>> calls =
          IntStream.range(0, PARTS)
              .<Callable<Optional<List<Owed>>>>mapToObj(part -> () -> read(part, instant, goesOn))
              .toList();
      for (Future<Optional<List<Owed>>> part : parts.invokeAll(calls)) {
        Optional<List<Owed>> owed = part.get();
        if (owed.isEmpty()) {
          return Optional.empty();
        }
        all.addAll(owed.get());
      }
    } catch (ExecutionException failed) {
      throw new IllegalStateException("the accounts cannot be read", failed.getCause());
    }
    return Optional.of(all);
  }

  private Optional<List<Owed>> read(int part, long instant, Callable<Boolean> goesOn)
      throws Exception {
    List<Owed> owed = new ArrayList<>();
    Optional<OwedAccount> reading = Optional.empty();
    Optional<Map<String, AttributeValue>> after = Optional.empty();
    do {
      if (!goesOn.call()) {
        return Optional.empty();
      }
      ScanResponse page = page(part, after);
      for (Map<String, AttributeValue> item : page.items()) {
        Entry entry = JournalItem.entry(item);
        Optional<String> player = Accounts.playerOf(entry.journal());
        if (player.isEmpty()) {
          continue;
        }
        if (reading.isEmpty() || !reading.get().player().equals(player.get())) {
          reading.ifPresent(whole -> end(whole, owed));
          reading = Optional.of(new OwedAccount(player.get(), instant, codec, keys));
        }
        reading.get().add(entry);
      }
      after =
          page.lastEvaluatedKey().isEmpty()
              ? Optional.empty()
              : Optional.of(page.lastEvaluatedKey());
    } while (after.isPresent());
    reading.ifPresent(whole -> end(whole, owed));
    return Optional.of(owed);
  }

  private static void end(OwedAccount account, List<Owed> owed) {
    account.owed().ifPresent(amount -> owed.add(new Owed(account.player(), amount)));
  }

  private ScanResponse page(int part, Optional<Map<String, AttributeValue>> after) {
    ScanRequest.Builder scan =
        ScanRequest.builder()
            .tableName(table)
            .segment(part)
            .totalSegments(PARTS)
            .consistentRead(true);
    after.ifPresent(scan::exclusiveStartKey);
    try {
      return dynamo.scan(scan.build());
    } catch (SdkException failure) {
      throw new StoreUnavailableException("a scan of " + table + " is unanswered", failure);
    }
  }
}
