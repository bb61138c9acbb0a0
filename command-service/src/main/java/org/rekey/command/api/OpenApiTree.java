package org.rekey.command.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.rekey.adminapi.ProblemException;
import org.rekey.command.DocumentBody;
import org.rekey.web.HttpProperties.Bodies;

/** Reads the text of a document, whatever it describes, into a tree of bounded size and depth. */
final class OpenApiTree {

    static final int DEEPEST = Bodies.DEPTH;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(Bodies.DOCUMENT_TOKENS)
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(64)
                            .maxNameLength(1024)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private OpenApiTree() {}

    /** @throws ProblemException 400, saying where */
    static ObjectNode of(DocumentBody body) {
        JsonNode tree = body.yaml() ? new YamlTree(body.text()).read() : json(body.text());
        if (!(tree instanceof ObjectNode object)) {
            throw ProblemException.malformed("the document must be an object, and is none");
        }
        return object;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw ProblemException.malformed(
                    "the document is not well-formed JSON, too deep, of too many parts, or has a name twice" + where);
        }
    }
}
