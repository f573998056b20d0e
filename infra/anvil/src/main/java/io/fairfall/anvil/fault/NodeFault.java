package io.fairfall.anvil.fault;

/** What nodes, and what stands before them, do wrong. */
public enum NodeFault {
  /** The answer is null, as if a block did not exist yet. */
  NULL_RESULT,
  /** A list has nothing in it: a node that has the block, and not yet its receipts or logs. */
  EMPTY_LIST,
  /** All receipts are there, and no log is in them. */
  NO_LOGS,
  /** Half of a list is missing, or half of a batch. */
  PARTIAL,
  /** The two last of a list have changed places, or the first and the last of a batch. */
  SWAPPED,
  /** The answer to the call before this one of the same method, under the new one's id. */
  LATE_ANSWER,
  /** The block before the one that was asked for. */
  OTHER_BLOCK,
  /** A block with a hash that it does not have. */
  FORGED_HASH,
  /** A block that stands on another than it does. */
  FORGED_PARENT,
  /** A transaction in a block brings twice what it brought. */
  INFLATED_VALUE,
  /** A transaction in a block brings less than nothing. */
  NEGATIVE_VALUE,
  /** The data of each log are no hex digits. */
  GARBLED_LOGS,
  /** Transactions and their receipts as those with one blob have them (EIP-4844). */
  WITH_BLOBS,
  /** The id of another chain. */
  OTHER_CHAIN,
  /** The head of a while ago. */
  OLD_HEAD,
  /** A head that nobody has yet, for years. */
  FAR_HEAD,
  /** The answer of the other node, which is on another fork. */
  OTHER_FORK,
  /** An answer to a question that nobody asked: its id is another. */
  FOREIGN_ID,
  /** The node refuses, as nodes do that have cut off their history. */
  REFUSED,
  /** 429 with {@code Retry-After}. */
  TOO_MANY_REQUESTS,
  /** 503, from whatever stands before the node. */
  UNAVAILABLE,
  /** The JSON ends in the middle. */
  CUT_JSON,
  /** The connection ends before the answer does. */
  CUT_CONNECTION,
  /** No answer, for longer than anybody waits. */
  SILENCE
}
