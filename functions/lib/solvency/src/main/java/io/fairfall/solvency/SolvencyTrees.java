package io.fairfall.solvency;

import io.fairfall.journal.StoreUnavailableException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Statements' trees with their secrets, in the table of secrets: one item {@code solvency:<root>}
 * for each tree, and one for each piece of its leaves, named by a hash of the secret. Two who make
 * the same statement have two secrets, and so never write over each other.
 *
 * <p>Every method can throw {@link StoreUnavailableException}.
 */
public final class SolvencyTrees {
  /** What an item's bytes come to at most: DynamoDB takes 400 KB, with names and all. */
  public static final int MAX_ITEM_BYTES = 390_000;

  private static final String PREFIX = "solvency:";
  private static final String SECRET = "secret";
  private static final String TREE = "tree";
  private static final String LEAVES = "leaves";

  private final DynamoDbClient dynamo;
  private final String table;

  /**
   * @param table of secrets, with the key {@code pk}
   */
  public SolvencyTrees(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /** A statement's tree, where it is still kept. */
  public final class Kept {
    private final StatementContent statement;
    private final SaltSecret secret;
    private final SumTree tree;

    private Kept(StatementContent statement, SaltSecret secret, SumTree tree) {
      this.statement = statement;
      this.secret = secret;
      this.tree = tree;
    }

    /**
     * A player's proof.
     *
     * @param player 1 to 128 characters of ASCII
     * @return nothing if the player had no account at the statement's instant
     * @throws IllegalStateException if the piece is lost
     */
    public Optional<LeafProof> prove(String player) {
      String key = pieceKey(secret, tree.pieceOf(secret, player));
      byte[] leaves =
          bytes(read(key), LEAVES)
              .orElseThrow(() -> new IllegalStateException("a tree lacks " + key));
      return tree.prove(statement.number(), secret, player, leaves);
    }
  }

  /** Where the leaves of a tree go that is being made. */
  public PieceSink piecesOf(SaltSecret secret) {
    return (number, leaves) -> put(pieceKey(secret, number), Map.of(LEAVES, leaves));
  }

  /** Keeps a tree, whose pieces are stored already. */
  public void keep(SaltSecret secret, SumTree tree) {
    put(treeKey(tree.root().hash()), Map.of(SECRET, secret.bytes(), TREE, tree.bytes()));
  }

  /** The tree of a statement; nothing if it is not kept any more. */
  public Optional<Kept> find(StatementContent statement) {
    Map<String, AttributeValue> item = read(treeKey(statement.root()));
    Optional<byte[]> secret = bytes(item, SECRET);
    Optional<byte[]> tree = bytes(item, TREE);
    if (secret.isEmpty() || tree.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Kept(
            statement, new SaltSecret(secret.get()), SumTree.read(statement.shape(), tree.get())));
  }

  /** Deletes a tree with its secret, whether it is there or not: leaves first, the secret last. */
  public void delete(String root, TreeShape shape) {
    Optional<byte[]> secret = bytes(read(treeKey(root)), SECRET);
    if (secret.isEmpty()) {
      return;
    }
    for (int piece = 0; piece < shape.leaves() / shape.pieceLeaves(); piece++) {
      delete(pieceKey(new SaltSecret(secret.get()), piece));
    }
    delete(treeKey(root));
  }

  private static String treeKey(String root) {
    return PREFIX + root;
  }

  private static String pieceKey(SaltSecret secret, int piece) {
    return PREFIX + secret.name() + ":" + piece;
  }

  private void put(String key, Map<String, byte[]> parts) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("pk", AttributeValue.fromS(key));
    parts.forEach(
        (name, bytes) -> {
          if (bytes.length > MAX_ITEM_BYTES) {
            throw new IllegalStateException("an item of a tree has at most 390,000 bytes");
          }
          item.put(name, AttributeValue.fromB(SdkBytes.fromByteArray(bytes)));
        });
    asked(() -> dynamo.putItem(put -> put.tableName(table).item(item)));
  }

  private Map<String, AttributeValue> read(String key) {
    return asked(
            () -> dynamo.getItem(get -> get.tableName(table).key(key(key)).consistentRead(true)))
        .item();
  }

  private void delete(String key) {
    asked(() -> dynamo.deleteItem(delete -> delete.tableName(table).key(key(key))));
  }

  private static <T> T asked(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException failure) {
      throw new StoreUnavailableException("a statement's tree is unanswered", failure);
    }
  }

  private static Map<String, AttributeValue> key(String key) {
    return Map.of("pk", AttributeValue.fromS(key));
  }

  private static Optional<byte[]> bytes(Map<String, AttributeValue> item, String name) {
    @Nullable AttributeValue value = item.get(name);
    return value == null ? Optional.empty() : Optional.of(value.b().asByteArray());
  }
}
