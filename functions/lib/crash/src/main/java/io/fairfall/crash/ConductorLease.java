package io.fairfall.crash;

import io.fairfall.journal.StoreUnavailableException;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Whether anybody conducts: what those read who may have to wake the conductor.
 *
 * <p>Nothing idles, so the conductor stops between rounds when nobody watches. That must not race
 * with somebody who comes just then. The conductor first marks its lease idle, then looks for
 * watchers, consistently. Who comes first writes that they watch, then reads the lease,
 * consistently. Whichever order the four steps take, one of the two sees the other.
 */
public final class ConductorLease {
  /** Key of the lease in the work table. */
  public static final String KEY = "lease:conductor";

  /** Until when the holder conducts, in milliseconds since 1970. */
  public static final String UNTIL = "until";

  /** Whether the holder stopped because nobody watched. */
  public static final String IDLE = "idle";

  private final DynamoDbClient dynamo;
  private final String workTable;

  public ConductorLease(DynamoDbClient dynamo, String workTable) {
    this.dynamo = dynamo;
    this.workTable = workTable;
  }

  /**
   * Whether nobody conducts and the conductor has to be invoked. Ask after having written that
   * somebody watches, never before.
   */
  public boolean isIdle(long nowMs) {
    try {
      Map<String, AttributeValue> lease =
          dynamo
              .getItem(
                  get ->
                      get.tableName(workTable)
                          .key(Map.of("pk", AttributeValue.fromS(KEY)))
                          .consistentRead(true))
              .item();
      AttributeValue until = lease.get(UNTIL);
      AttributeValue idle = lease.get(IDLE);
      return until == null
          || Long.parseLong(until.n()) <= nowMs
          || (idle != null && Boolean.TRUE.equals(idle.bool()));
    } catch (SdkException failure) {
      throw new StoreUnavailableException("the conductor's lease cannot be read", failure);
    }
  }
}
