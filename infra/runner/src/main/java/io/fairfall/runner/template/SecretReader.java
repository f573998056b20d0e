package io.fairfall.runner.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairfall.runner.wire.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads an {@code AWS::SecretsManager::Secret} with a generated value. */
final class SecretReader {
  private static final int DEFAULT_LENGTH = 32;

  private SecretReader() {}

  static SecretSpec read(String id, TemplateFields secret) {
    // whose key encrypts it, and what people see of it
    secret.ignore("Description", "KmsKeyId", "Tags");
    TemplateFields generated = secret.fields("GenerateSecretString");
    // which characters the random text is made of
    generated.ignore("ExcludePunctuation", "IncludeSpace", "RequireEachIncludedType");
    SecretSpec spec =
        new SecretSpec(
            id,
            Arns.secret(id),
            members(generated, generated.text("SecretStringTemplate")),
            generated.text("GenerateStringKey"),
            generated.number("PasswordLength", DEFAULT_LENGTH));
    generated.end();
    secret.end();
    return spec;
  }

  private static Map<String, String> members(TemplateFields generated, String template) {
    ObjectNode json =
        JsonBytes.readObject(template.getBytes(StandardCharsets.UTF_8))
            .orElseThrow(
                () ->
                    generated.error(generated.path() + ".SecretStringTemplate is no JSON object."));
    Map<String, String> members = new LinkedHashMap<>();
    json.fields()
        .forEachRemaining(
            member -> {
              if (!member.getValue().isTextual()) {
                throw generated.error(
                    "%s.SecretStringTemplate.%s is not a text."
                        .formatted(generated.path(), member.getKey()));
              }
              members.put(member.getKey(), member.getValue().textValue());
            });
    return members;
  }
}
