package org.rekey.command.scim;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** A resource with what RFC 7643 section 3.1 has in common for all of them. */
record Resource(ObjectNode json, String location, String entityTag) {

    static Resource of(
            ObjectNode attributes,
            List<String> schemas,
            String id,
            String type,
            String location,
            String entityTag,
            Instant created,
            Instant lastModified) {
        ObjectNode json = ScimJson.NODES.objectNode();
        json.set("schemas", ScimJson.texts(schemas));
        json.put("id", id);
        json.setAll(attributes);
        json.putObject("meta")
                .put("resourceType", type)
                .put("created", created.toString())
                .put("lastModified", lastModified.toString())
                .put("location", location)
                .put("version", entityTag);
        return new Resource(json, location, entityTag);
    }

    /** RFC 7644 section 3.4.2. */
    static ObjectNode list(long total, int startIndex, List<ObjectNode> found) {
        ObjectNode list = ScimJson.NODES.objectNode();
        list.set("schemas", ScimJson.texts(List.of(Scim.LIST)));
        list.put("totalResults", total).put("startIndex", startIndex).put("itemsPerPage", found.size());
        ArrayNode resources = list.putArray("Resources");
        found.forEach(resources::add);
        return list;
    }
}
