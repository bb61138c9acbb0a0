package org.rekey.command.scim;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A group as the projection {@code command.directory} has it.
 *
 * @param entityTag follows the members too, whose coming and going is not on the group's stream
 */
record GroupRow(
        String id, String name, @Nullable String externalId, String entityTag, Instant createdAt, Instant changedAt) {

    /** To be selected from a table {@code directory_group g}. */
    static final String COLUMNS = """
            g.*, (select left(md5(string_agg(m.user_id, ' ' order by m.user_id)), 16)
                  from command_directory.directory_member m where m.group_id = g.group_id) as members""";

    static GroupRow of(ResultSet row, int index) throws SQLException {
        String members = row.getString("members");
        return new GroupRow(
                row.getString("group_id"),
                row.getString("name"),
                row.getString("external_id"),
                "\"" + row.getLong("version") + (members == null ? "" : "." + members) + "\"",
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }
}
