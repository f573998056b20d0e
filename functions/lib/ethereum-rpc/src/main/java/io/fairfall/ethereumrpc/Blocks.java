package io.fairfall.ethereumrpc;

/** The little of a chain that salts a game: what number a block has, and what hash. */
public interface Blocks {
  /** The chain that is followed. */
  RpcResult<Long> chainId();

  /** The number of the newest block that is known. */
  RpcResult<Long> newestBlock();

  /**
   * The hash of a block on the present chain; it can change while the block is young.
   *
   * @return 66 characters: {@code 0x} and 64 lower-case hex digits
   */
  RpcResult<String> blockHash(long number);
}
