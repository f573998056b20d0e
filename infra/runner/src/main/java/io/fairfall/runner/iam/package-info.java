/**
 * The functions' IAM policies, enforced on one machine where AWS enforces them: at every call of
 * the AWS SDK. A permission that the template forgets fails here, before it fails in an account.
 *
 * <p>Every function runs in a class loader of its own with its own copy of the SDK, so the guard
 * travels as a jar: {@link io.fairfall.runner.iam.GuardJar} writes one per function, to be put on
 * that function's class path. It holds the guard's classes, the function's policy as JSON, and the
 * resource through which the SDK finds interceptors for every client. The resource is written into
 * that jar only: on the runner's own class path it would guard the runner itself.
 *
 * <p>The classes in the jar need the JDK and what every DynamoDB client has: the SDK's core and its
 * JSON reader. Requests to Lambda, for secrets and to connections are read by field name, because
 * most functions lack those modules. Whatever a policy says that is not understood here is refused
 * when the jar is written; whatever a call does that is not understood is denied.
 */
@NullMarked
package io.fairfall.runner.iam;

import org.jspecify.annotations.NullMarked;
