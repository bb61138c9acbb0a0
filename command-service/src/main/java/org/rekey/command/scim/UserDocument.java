package org.rekey.command.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.directory.UserProfile;

/** A person's entry as a resource of RFC 7643 section 4.1, and back. */
final class UserDocument {

    /** Not part of what is kept under its own name: columns of ours, what only the server says, and secrets. */
    private static final Set<String> APART = Set.of(
            "schemas", "id", "meta", "groups", "password", "username", "displayname", "externalid", "active", "emails");

    private UserDocument() {}

    /** Without {@code schemas}, {@code id}, {@code meta} and {@code groups}. */
    static ObjectNode of(UserProfile profile, boolean active) {
        ObjectNode user = ScimJson.NODES.objectNode();
        user.put("userName", profile.userName());
        putUnlessNull(user, "externalId", profile.externalId());
        putUnlessNull(user, "displayName", profile.displayName());
        user.put("active", active);
        ObjectNode more = ScimJson.object(profile.attributes());
        ArrayNode emails = Emails.withChosen(more.path("emails"), profile.email());
        more.remove("emails");
        if (!emails.isEmpty()) {
            user.set("emails", emails);
        }
        more.properties().forEach(attribute -> {
            if (!APART.contains(Scim.lower(attribute.getKey()))) {
                user.set(attribute.getKey(), attribute.getValue());
            }
        });
        return user;
    }

    private static void putUnlessNull(ObjectNode user, String name, @Nullable String value) {
        if (value != null) {
            user.put(name, value);
        }
    }

    static UserProfile profile(ObjectNode user) {
        String userName = ScimJson.text(user, "userName");
        if (userName == null) {
            throw Scim.refusal("invalidValue", "userName must be given");
        }
        ArrayNode emails = Emails.entries(user.path("emails"));
        return new UserProfile(
                userName,
                Emails.chosen(emails),
                displayName(user),
                ScimJson.text(user, "externalId"),
                attributes(user, emails));
    }

    private static @Nullable String displayName(ObjectNode user) {
        String displayName = ScimJson.text(user, "displayName");
        return displayName == null ? formattedName(user) : displayName;
    }

    private static @Nullable String formattedName(ObjectNode user) {
        return ScimJson.text(user.path("name"), "formatted");
    }

    /** One that was never given, and stands for {@code name.formatted}, follows that. */
    static void dropDerivedDisplayName(ObjectNode user) {
        String derived = formattedName(user);
        if (derived != null && derived.equals(ScimJson.text(user, "displayName"))) {
            user.remove("displayName");
        }
    }

    private static Map<String, Object> attributes(ObjectNode user, ArrayNode emails) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        user.properties().forEach(attribute -> {
            if (!APART.contains(Scim.lower(attribute.getKey()))) {
                putAssigned(attributes, attribute.getKey(), attribute.getValue());
            }
        });
        putAssigned(attributes, "emails", emails);
        return attributes;
    }

    private static void putAssigned(Map<String, Object> attributes, String name, JsonNode node) {
        Object value = ScimJson.assigned(node);
        if (value != null) {
            attributes.put(name, value);
        }
    }

    /** Null when nothing is said about it. */
    static @Nullable Boolean active(ObjectNode user) {
        JsonNode node = user.path("active");
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        Boolean active = ScimJson.flag(node);
        if (active == null) {
            throw Scim.refusal("invalidValue", "active must be true or false");
        }
        return active;
    }
}
