package io.fairfall.ethereumrpc;

import java.util.List;

/**
 * What a contract wrote down while it ran.
 *
 * @param position among the logs of its own receipt, from 0: unlike the index in the block it stays
 *     the same when the transaction moves to another block
 * @param address of the contract, lower-case
 * @param topics up to four words, each {@code 0x} and 64 lower-case hex digits
 * @param data {@code 0x} and lower-case hex
 */
public record EventLog(int position, String address, List<String> topics, String data) {
  public EventLog {
    topics = List.copyOf(topics);
  }
}
