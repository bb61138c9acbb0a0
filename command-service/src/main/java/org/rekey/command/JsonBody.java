package org.rekey.command;

import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.ProblemException;
import org.rekey.web.HttpProperties.Bodies;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The body of a call: one JSON object, read strictly. May hold a secret, so nothing prints it. */
public final class JsonBody {

    /** RFC 7644 section 8.1. */
    public static final String SCIM = "application/scim+json";

    private static final JsonMapper json = mapper(Bodies.TOKENS);
    private static final JsonMapper large = mapper(Bodies.DOCUMENT_TOKENS);

    private final ObjectNode root;

    private JsonBody(ObjectNode root) {
        this.root = root;
    }

    /** A tree takes a hundred times the memory of the brackets that it is made of, so these are counted first. */
    private static JsonMapper mapper(int mostTokens) {
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxTokenCount(mostTokens)
                                .maxNestingDepth(Bodies.DEPTH)
                                .maxNumberLength(64)
                                .maxNameLength(1024)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
                .build();
    }

    public static JsonBody orEmpty(@Nullable JsonBody body) {
        return body == null ? new JsonBody(json.createObjectNode()) : body;
    }

    static JsonBody parse(byte[] bytes) {
        JsonNode tree = tree(bytes);
        if (!(tree instanceof ObjectNode object)) {
            throw ProblemException.malformed("the request body must be a JSON object");
        }
        Strings.check("", tree);
        return new JsonBody(object);
    }

    /** Left alone, Jackson guesses at other encodings, and takes overlong ones (RFC 8259 section 8.1). */
    private static JsonNode tree(byte[] bytes) {
        try {
            return (bytes.length > Bodies.SMALL_JSON ? large : json).readTree(BodyBytes.text(bytes));
        } catch (JacksonException e) {
            var at = e.getLocation();
            String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw ProblemException.malformed(
                    "the request body is not well-formed JSON, too deep, of too many parts, or has a name twice"
                            + where);
        }
    }

    public Fields fields() {
        return new Fields("", root);
    }

    /** The same bytes for the same content, whatever its order and white space. */
    byte[] canonical() {
        return json.writeValueAsBytes(root);
    }

    @Override
    public String toString() {
        return "JsonBody[…]";
    }
}
