package io.fairfall.runner.template;

import java.util.Map;

/**
 * A secret whose value CloudFormation generates: a JSON object of texts, one of them random.
 *
 * @param name its logical id
 * @param arn what {@code !Ref} of it gives
 * @param members those that the template writes out
 * @param randomMember the name of the generated one
 * @param randomLength how many characters the generated one has
 */
public record SecretSpec(
    String name, String arn, Map<String, String> members, String randomMember, int randomLength) {}
