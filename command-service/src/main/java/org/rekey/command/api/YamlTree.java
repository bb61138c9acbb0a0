package org.rekey.command.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.ProblemException;
import org.rekey.web.HttpProperties.Bodies;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML as JSON could say it (YAML 1.2, section 10.2). Aliases are followed, but what they unfold to is counted, so that a
 * small text does not become a large tree. No object is made from a tag.
 */
final class YamlTree {

    private static final int MOST_NODES = Bodies.DOCUMENT_TOKENS;
    private static final int MOST_ALIASES = 5_000;
    private static final int LONGEST_NAME = 1024;
    private static final JsonNodeFactory nodes = JsonNodeFactory.instance;

    private final String text;
    private int made;

    YamlTree(String text) {
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    JsonNode read() {
        try {
            LoaderOptions bounds = new LoaderOptions();
            bounds.setNestingDepthLimit(OpenApiTree.DEEPEST);
            bounds.setMaxAliasesForCollections(MOST_ALIASES);
            Node root = new Composer(new CountedEvents(new StreamReader(text), bounds), new CoreSchema(), bounds)
                    .getSingleNode();
            return root == null ? nodes.nullNode() : tree(root, 0);
        } catch (MarkedYAMLException e) {
            throw malformed(e.getProblemMark());
        } catch (YAMLException e) {
            throw ProblemException.malformed("the document is not well-formed YAML, too deep, or unfolds to too much");
        }
    }

    /** Counts before nodes are made of them. */
    private static final class CountedEvents extends ParserImpl {

        private int seen;

        CountedEvents(StreamReader text, LoaderOptions bounds) {
            super(text, bounds);
        }

        @Override
        public Event getEvent() {
            if (++seen > 2 * MOST_NODES) {
                throw ProblemException.malformed("the document is of too many parts");
            }
            return super.getEvent();
        }
    }

    private static ProblemException malformed(@Nullable Mark at) {
        return ProblemException.malformed("the document is not well-formed YAML" + where(at));
    }

    private static String where(@Nullable Mark at) {
        return at == null ? "" : " at line " + (at.getLine() + 1) + ", column " + (at.getColumn() + 1);
    }

    private JsonNode tree(Node node, int depth) {
        if (++made > MOST_NODES || depth > OpenApiTree.DEEPEST) {
            throw ProblemException.malformed("the document is too deep, or unfolds to too much");
        }
        if (node instanceof MappingNode mapping) {
            return object(mapping, depth);
        } else if (node instanceof SequenceNode sequence) {
            ArrayNode array = nodes.arrayNode();
            sequence.getValue().forEach(item -> array.add(tree(item, depth + 1)));
            return array;
        }
        return value((ScalarNode) node);
    }

    private ObjectNode object(MappingNode mapping, int depth) {
        ObjectNode object = nodes.objectNode();
        List<Node> merged = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                merged.add(tuple.getValueNode());
                continue;
            }
            String name = name(tuple.getKeyNode());
            if (object.has(name)) {
                throw ProblemException.malformed("the document has a name twice"
                        + where(tuple.getKeyNode().getStartMark()));
            }
            object.set(name, tree(tuple.getValueNode(), depth + 1));
        }
        merged.forEach(source -> merge(object, source, depth + 1));
        return object;
    }

    /** {@code <<}: what the object has itself, and what was merged before, stays. */
    private void merge(ObjectNode object, Node source, int depth) {
        List<Node> sources = source instanceof SequenceNode several ? several.getValue() : List.of(source);
        for (Node one : sources) {
            if (!(tree(one, depth) instanceof ObjectNode more)) {
                throw malformed(one.getStartMark());
            }
            more.properties().forEach(property -> object.putIfAbsent(property.getKey(), property.getValue()));
        }
    }

    private static String name(Node key) {
        if (key instanceof ScalarNode scalar && scalar.getValue().length() <= LONGEST_NAME) {
            return scalar.getValue();
        }
        throw malformed(key.getStartMark());
    }

    private static JsonNode value(ScalarNode scalar) {
        String value = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.STR)) {
            return nodes.textNode(value);
        } else if (tag.equals(Tag.NULL)) {
            return nodes.nullNode();
        } else if (tag.equals(Tag.BOOL)) {
            return nodes.booleanNode(Boolean.parseBoolean(value));
        } else if (tag.equals(Tag.INT) && CoreSchema.INT.matcher(value).matches()) {
            return nodes.numberNode(Long.parseLong(value));
        } else if (tag.equals(Tag.FLOAT) && CoreSchema.FLOAT.matcher(value).matches()) {
            return nodes.numberNode(new BigDecimal(value));
        }
        throw malformed(scalar.getStartMark());
    }

    /** Fewer guesses than YAML 1.1 makes: {@code no} is a text, and so is a date. */
    private static final class CoreSchema extends Resolver {

        static final Pattern INT = Pattern.compile("[-+]?[0-9]{1,18}");
        static final Pattern FLOAT = Pattern.compile("[-+]?[0-9]{1,18}(\\.[0-9]{0,18})?([eE][-+]?[0-9]{1,3})?");
        private static final Pattern BOOL = Pattern.compile("true|True|TRUE|false|False|FALSE");
        private static final Pattern NULL = Pattern.compile("~|null|Null|NULL|");
        private static final Pattern MERGE = Pattern.compile("<<");

        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, BOOL, "tTfF");
            addImplicitResolver(Tag.INT, INT, "-+0123456789");
            addImplicitResolver(Tag.FLOAT, FLOAT, "-+0123456789");
            addImplicitResolver(Tag.NULL, NULL, "~nN\0");
            addImplicitResolver(Tag.NULL, Pattern.compile("^$"), null);
            addImplicitResolver(Tag.MERGE, MERGE, "<");
        }
    }
}
