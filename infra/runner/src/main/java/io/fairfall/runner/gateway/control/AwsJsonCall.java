package io.fairfall.runner.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairfall.runner.wire.Exchange;
import io.fairfall.runner.wire.JsonBytes;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/**
 * A call in the JSON protocol of AWS, which names service and operation in a header.
 *
 * @param operation without the service's name
 * @param body absent if it is no JSON object, or too long
 */
record AwsJsonCall(String operation, Optional<ObjectNode> body) {
  /**
   * Reads a request.
   *
   * @param service with its dot, like {@code AmazonSQS.}
   * @return nothing if it is for another service; then its body is not read
   */
  static Optional<AwsJsonCall> of(Request request, String service, int maxBodyBytes)
      throws IOException {
    String target = request.getHeaders().get("X-Amz-Target");
    if (target == null || !target.startsWith(service)) {
      return Optional.empty();
    }
    return Optional.of(
        new AwsJsonCall(
            target.substring(service.length()),
            Exchange.body(request, maxBodyBytes).flatMap(JsonBytes::readObject)));
  }
}
