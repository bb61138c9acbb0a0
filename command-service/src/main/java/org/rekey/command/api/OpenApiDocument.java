package org.rekey.command.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import io.swagger.v3.parser.util.OpenAPIDeserializer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.rekey.adminapi.ProblemException;
import org.rekey.command.DocumentBody;
import org.rekey.domain.api.Endpoint;

/**
 * What the catalogue takes from an OpenAPI document: its title, and which calls there are.
 *
 * @param title empty when it has none
 */
record OpenApiDocument(String title, List<Described> described, List<String> warnings) {

    static final List<String> METHODS = List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private static final Pattern READABLE = Pattern.compile("3\\.[01](\\..{1,32})?");
    private static final Set<String> KEPT_OF_OPERATION = Set.of(Operations.ACCESS, Operations.AUTHORITY);
    private static final JsonNodeFactory nodes = JsonNodeFactory.instance;

    /** @throws ProblemException 400 or 422, naming the place that is at fault */
    static OpenApiDocument read(DocumentBody body) {
        ObjectNode document = OpenApiTree.of(body);
        refuseOtherVersions(document);
        References.refuseForeign(document);
        Warnings warnings = new Warnings();
        OpenAPI model = model(outline(document), warnings);
        List<Described> described = new Operations(model, warnings).described();
        return new OpenApiDocument(title(document.path("info").path("title").asText("")), described, warnings.all());
    }

    /** On one line, as names are; what pasting has brought along would be refused for no reason that its author could see. */
    private static String title(String text) {
        String line = text.replaceAll("[\\s\\p{Z}]+", " ");
        return line.replaceAll("[\\p{Cf}&&[^\\x{200C}\\x{200D}]]", "").strip();
    }

    List<Endpoint> endpoints() {
        return described.stream().map(Described::endpoint).toList();
    }

    private static void refuseOtherVersions(JsonNode document) {
        if (document.has("swagger")) {
            throw ProblemException.outOfRules(
                    "swagger", "this is Swagger 2.0: convert the document to OpenAPI 3.0 or 3.1 first");
        }
        if (!READABLE.matcher(document.path("openapi").asText("")).matches()) {
            throw ProblemException.outOfRules("openapi", "must be 3.0 or 3.1: other documents are not read");
        }
    }

    private static OpenAPI model(ObjectNode outline, Warnings warnings) {
        SwaggerParseResult result = new OpenAPIDeserializer().deserialize(outline, null, new ParseOptions());
        result.getMessages().forEach(warnings::add);
        return result.getOpenAPI();
    }

    /**
     * The document without schemas, parameters and whatever else says nothing of which calls there are. These make up most
     * of it, and some of them cost the parser time that grows with the square of their number.
     */
    private static ObjectNode outline(JsonNode document) {
        ObjectNode outline = nodes.objectNode();
        outline.put("openapi", document.path("openapi").asText());
        outline.putObject("info").put("title", "-").put("version", "-");
        keepFirstServer(document, outline, "");
        outline.set("paths", pathItems(document.get("paths"), "paths"));
        JsonNode shared = document.path("components").path("pathItems");
        if (!shared.isMissingNode()) {
            outline.putObject("components").set("pathItems", pathItems(shared, "components.pathItems"));
        }
        return outline;
    }

    private static ObjectNode pathItems(JsonNode given, String place) {
        ObjectNode items = nodes.objectNode();
        for (Map.Entry<String, JsonNode> item : members(given, place)) {
            String path = item.getKey();
            if (!path.startsWith("x-") && !item.getValue().isNull()) {
                items.set(path, pathItem(item.getValue(), place + "." + Places.shown(path)));
            }
        }
        return items;
    }

    private static ObjectNode pathItem(JsonNode given, String place) {
        ObjectNode item = nodes.objectNode();
        members(given, place);
        if (given.path("$ref").isTextual()) {
            return item.put("$ref", given.get("$ref").textValue());
        }
        keepFirstServer(given, item, place + ".");
        // Any reference keeps the parser from looking for the declaration of each variable.
        item.putArray("parameters").addObject().put("$ref", "#/components/parameters/any");
        for (String method : METHODS) {
            if (given.has(method)) {
                item.set(method, operation(given.get(method), place + "." + method));
            }
        }
        return item;
    }

    private static ObjectNode operation(JsonNode given, String place) {
        ObjectNode operation = nodes.objectNode();
        for (Map.Entry<String, JsonNode> member : members(given, place)) {
            if (KEPT_OF_OPERATION.contains(member.getKey())) {
                operation.set(member.getKey(), member.getValue());
            }
        }
        keepFirstServer(given, operation, place + ".");
        operation.putObject("responses").putObject("default").put("description", "-");
        return operation;
    }

    private static void keepFirstServer(JsonNode from, ObjectNode to, String place) {
        JsonNode servers = from.get("servers");
        if (servers == null || servers.isNull()) {
            return;
        }
        if (!(servers instanceof ArrayNode array)) {
            throw ProblemException.outOfRules(place + "servers", "must be an array");
        }
        if (!array.isEmpty()) {
            JsonNode first = array.get(0);
            members(first, place + "servers.0");
            String url = first.path("url").asText("");
            ObjectNode server = to.putArray("servers").addObject().put("url", url);
            keepVariables(first, url, server, place + "servers.0.");
        }
    }

    private static void keepVariables(JsonNode from, String url, ObjectNode server, String place) {
        if (url.length() > BasePath.LONGEST) {
            throw ProblemException.outOfRules(place + "url", "must be at most " + BasePath.LONGEST + " characters");
        }
        if (from.has("variables")) {
            ObjectNode variables = server.putObject("variables");
            for (Map.Entry<String, JsonNode> variable : members(from.get("variables"), place + "variables")) {
                if (url.contains("{" + variable.getKey() + "}")) {
                    String value = variable.getValue().path("default").asText("");
                    variables.putObject(variable.getKey()).put("default", value);
                }
            }
        }
    }

    private static Set<Map.Entry<String, JsonNode>> members(JsonNode node, String place) {
        if (node instanceof ObjectNode object) {
            return object.properties();
        }
        throw ProblemException.outOfRules(place, "must be an object");
    }
}
