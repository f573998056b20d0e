package io.fairfall.runner.iam;

import java.util.List;

/**
 * One thing that a call wants to do, as IAM judges it. A transaction wants several.
 *
 * @param action like {@code dynamodb:PutItem}
 * @param resource the ARN of what it is done to
 * @param leadingKeys the partition keys of the items touched; empty for calls that name none
 */
record Access(String action, String resource, List<String> leadingKeys) {
  Access {
    leadingKeys = List.copyOf(leadingKeys);
  }

  static Access to(String action, String resource) {
    return new Access(action, resource, List.of());
  }
}
