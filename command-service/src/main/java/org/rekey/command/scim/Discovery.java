package org.rekey.command.scim;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.types.EnterpriseUserExtension;
import com.unboundid.scim2.common.types.GroupResource;
import com.unboundid.scim2.common.types.UserResource;
import com.unboundid.scim2.common.utils.JsonUtils;
import com.unboundid.scim2.common.utils.SchemaUtils;
import java.beans.IntrospectionException;
import java.util.List;

/** What this service understands (RFC 7643 sections 5 to 7). */
final class Discovery {

    private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:";

    private Discovery() {}

    static ObjectNode configuration(String base) {
        ObjectNode config = ScimJson.NODES.objectNode();
        config.set("schemas", ScimJson.texts(List.of(CORE + "ServiceProviderConfig")));
        config.putObject("patch").put("supported", true);
        config.putObject("bulk").put("supported", false).put("maxOperations", 0).put("maxPayloadSize", 0);
        config.putObject("filter").put("supported", true).put("maxResults", ScimPaging.MOST);
        config.putObject("changePassword").put("supported", false);
        config.putObject("sort").put("supported", false);
        config.putObject("etag").put("supported", true);
        config.putArray("authenticationSchemes")
                .addObject()
                .put("type", "oauthbearertoken")
                .put("name", "OAuth bearer token")
                .put("description", "An access token of Rekey's for its API rekey (RFC 6750)")
                .put("specUri", "https://www.rfc-editor.org/info/rfc6750")
                .put("primary", true);
        return withMeta(config, "ServiceProviderConfig", base + "/ServiceProviderConfig");
    }

    static List<ObjectNode> resourceTypes(String base) {
        ObjectNode user = resourceType("User", "/Users", Scim.USER, base);
        user.putArray("schemaExtensions")
                .addObject()
                .put("schema", Scim.ENTERPRISE_USER)
                .put("required", false);
        return List.of(user, resourceType("Group", "/Groups", Scim.GROUP, base));
    }

    private static ObjectNode resourceType(String name, String endpoint, String schema, String base) {
        ObjectNode type = ScimJson.NODES.objectNode();
        type.set("schemas", ScimJson.texts(List.of(CORE + "ResourceType")));
        type.put("id", name).put("name", name).put("endpoint", endpoint).put("schema", schema);
        return withMeta(type, "ResourceType", base + "/ResourceTypes/" + name);
    }

    static List<ObjectNode> schemas(String base) {
        return List.of(
                schema(UserResource.class, base),
                schema(GroupResource.class, base),
                schema(EnterpriseUserExtension.class, base));
    }

    private static ObjectNode schema(Class<?> type, String base) {
        try {
            ObjectNode schema = JsonUtils.valueToNode(SchemaUtils.getSchema(type));
            withoutPassword((ArrayNode) schema.path("attributes"));
            String id = schema.path("id").asText();
            return withMeta(schema, "Schema", base + "/Schemas/" + id);
        } catch (IntrospectionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Passwords are not for an identity provider to set. */
    private static void withoutPassword(ArrayNode attributes) {
        for (int i = attributes.size() - 1; i >= 0; i--) {
            if (attributes.get(i).path("name").asText().equals("password")) {
                attributes.remove(i);
            }
        }
    }

    private static ObjectNode withMeta(ObjectNode resource, String type, String location) {
        resource.putObject("meta").put("resourceType", type).put("location", location);
        return resource;
    }
}
