package io.fairfall.runner.template;

import io.fairfall.runner.template.TemplateValue.Intrinsic;
import io.fairfall.runner.template.TemplateValue.Items;
import io.fairfall.runner.template.TemplateValue.Members;
import io.fairfall.runner.template.TemplateValue.Scalar;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Turns the template's YAML, with CloudFormation's short tags, into {@link TemplateValue}s. */
final class TemplateText {
  private static final String LONG_FORM = "Fn::";

  private TemplateText() {}

  static Members read(Path file) throws IOException {
    try (Reader text = Files.newBufferedReader(file)) {
      LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
      Node root =
          new Compose(settings)
              .composeReader(text)
              .orElseThrow(() -> new TemplateException(1, "the template is empty."));
      if (value(root) instanceof Members members) {
        return members;
      }
      throw new TemplateException(1, "the template is not a map.");
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new TemplateException(line, "this is not YAML: " + e.getProblem() + ".");
    }
  }

  private static TemplateValue value(Node node) {
    String tag = node.getTag().getValue();
    boolean shortForm = tag.startsWith("!") && tag.length() > 1;
    return shortForm
        ? new Intrinsic(tag.substring(1), content(node), line(node))
        : longForm(content(node));
  }

  private static TemplateValue content(Node node) {
    int line = line(node);
    return switch (node) {
      case ScalarNode scalar -> new Scalar(scalar.getValue(), line);
      case SequenceNode list ->
          new Items(list.getValue().stream().map(TemplateText::value).toList(), line);
      case MappingNode map -> members(map, line);
      default -> throw new TemplateException(line, "YAML anchors are not understood.");
    };
  }

  private static Members members(MappingNode map, int line) {
    Map<String, TemplateValue> members = new LinkedHashMap<>();
    for (NodeTuple tuple : map.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new TemplateException(line, "a key of this map is not a text.");
      }
      if (members.put(key.getValue(), value(tuple.getValueNode())) != null) {
        throw new TemplateException(line(key), key.getValue() + " is written twice.");
      }
    }
    return new Members(members, line);
  }

  private static TemplateValue longForm(TemplateValue value) {
    if (!(value instanceof Members(Map<String, TemplateValue> members, int line))
        || members.size() != 1) {
      return value;
    }
    Map.Entry<String, TemplateValue> only = List.copyOf(members.entrySet()).getFirst();
    String key = only.getKey();
    if (key.equals("Ref")) {
      return new Intrinsic(key, only.getValue(), line);
    }
    return key.startsWith(LONG_FORM)
        ? new Intrinsic(key.substring(LONG_FORM.length()), only.getValue(), line)
        : value;
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }
}
