package org.rekey.command.directory;

import java.util.Map;
import org.rekey.command.Fields;
import org.rekey.command.Patches;
import org.rekey.domain.directory.UserProfile;

/** Reads what is known of a person. A field that is missing keeps what it is; null takes it away (RFC 7396). */
final class UserFields {

    static final String[] NAMES = {"userName", "email", "displayName", "externalId", "attributes"};

    private UserFields() {}

    static UserProfile profile(Fields fields, UserProfile before) {
        return new UserProfile(
                fields.has("userName") ? fields.text("userName") : before.userName(),
                fields.has("email") ? fields.textOr("email", null) : before.email(),
                fields.has("displayName") ? fields.textOr("displayName", null) : before.displayName(),
                fields.has("externalId") ? fields.textOr("externalId", null) : before.externalId(),
                attributes(fields, before.attributes()));
    }

    private static Map<String, Object> attributes(Fields fields, Map<String, Object> before) {
        if (!fields.has("attributes")) {
            return before;
        }
        boolean removed = fields.object("attributes") == null;
        return Patches.merge(removed ? Map.of() : before, fields.data("attributes"));
    }
}
