package org.rekey.command.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A person may have several addresses there, and has one here. */
final class Emails {

    private static final Comparator<JsonNode> PREFERENCE = Comparator.comparing(
                    (JsonNode email) -> Boolean.TRUE.equals(ScimJson.flag(email.path("primary"))))
            .thenComparing(email -> email.path("type").asText().equalsIgnoreCase("work"))
            .reversed();

    private Emails() {}

    /** The primary one, or else that of the work place, or else the first. */
    static @Nullable String chosen(JsonNode emails) {
        return entry(emails).map(email -> ScimJson.text(email, "value")).orElse(null);
    }

    private static Optional<JsonNode> entry(JsonNode emails) {
        return StreamSupport.stream(emails.spliterator(), false)
                .filter(email -> email.isObject() && ScimJson.text(email, "value") != null)
                .min(PREFERENCE);
    }

    /** An address may be given as mere text. */
    static ArrayNode entries(JsonNode given) {
        ArrayNode entries = ScimJson.NODES.arrayNode();
        for (JsonNode email : ScimJson.array(given)) {
            if (email.isTextual()) {
                entries.addObject().set("value", email);
            } else if (email.isObject()) {
                entries.add(email);
            } else if (!email.isNull()) {
                throw Scim.refusal("invalidValue", "emails must be objects with a value");
            }
        }
        return entries;
    }

    /** What was given once, brought in line with the address that has been set elsewhere since. */
    static ArrayNode withChosen(JsonNode kept, @Nullable String address) {
        ArrayNode emails = kept instanceof ArrayNode array ? array.deepCopy() : ScimJson.NODES.arrayNode();
        if (address == null) {
            return ScimJson.NODES.arrayNode();
        }
        Optional<JsonNode> entry = entry(emails);
        if (entry.isPresent()) {
            ((ObjectNode) entry.get()).put("value", address);
        } else {
            emails.addObject().put("value", address).put("type", "work").put("primary", true);
        }
        return emails;
    }
}
