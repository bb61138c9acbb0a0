package org.rekey.command.scim;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.rekey.domain.directory.UserProfile;
import org.rekey.eventstore.directory.DirectoryJson;

/** A person as the projection {@code command.directory} has it. */
record UserRow(String id, long version, UserProfile profile, boolean active, Instant createdAt, Instant changedAt) {

    static UserRow of(ResultSet row, int index) throws SQLException {
        return new UserRow(
                row.getString("user_id"),
                row.getLong("version"),
                new UserProfile(
                        row.getString("user_name"),
                        row.getString("email"),
                        row.getString("display_name"),
                        row.getString("external_id"),
                        DirectoryJson.attributes(row.getString("attributes"))),
                !row.getBoolean("deactivated"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }
}
