package org.rekey.command.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rekey.adminapi.Caller;
import org.rekey.command.IfMatch;
import org.rekey.domain.MailAddress;
import org.rekey.domain.Refusal;
import org.rekey.eventstore.directory.FoldedName;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The people that a caller may see, as resources: from the projection that has seen every write that was answered. */
@Component
class UserResources {

    private static final String TYPED_EMAIL = """
            (exists (select 1 from jsonb_path_query(u.attributes, '$.emails[*]') e
                     where lower(e ->> 'value') = ? and lower(e ->> 'type') = ?)
             or u.attributes -> 'emails' is null and lower(u.email) = ? and ? = 'work')""";

    private final JdbcClient jdbc;

    UserResources(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param base the address of the API */
    Resource find(Caller caller, String id, String base) {
        Where where = Where.visibleTo(caller, "u.tenant").and("u.user_id = ?", id);
        List<UserRow> rows = jdbc.sql("select u.* from command_directory.directory_user u " + where.sql())
                .params(where.parameters())
                .query(UserRow::of)
                .list();
        return resources(caller, rows, base).stream()
                .findFirst()
                .orElseThrow(() -> Refusal.unknown("there is no such user"));
    }

    ObjectNode list(Caller caller, List<Condition> conditions, ScimPaging paging, Shown shown, String base) {
        Where where = Where.visibleTo(caller, "u.tenant");
        conditions.forEach(condition -> add(where, condition));
        long total = jdbc.sql("select count(*) from command_directory.directory_user u " + where.sql())
                .params(where.parameters())
                .query(Long.class)
                .single();
        List<UserRow> rows = jdbc.sql("select u.* from command_directory.directory_user u " + where.sql()
                        + " order by u.sort_name, u.user_id limit ? offset ?")
                .params(where.parameters(paging.count(), paging.startIndex() - 1))
                .query(UserRow::of)
                .list();
        List<ObjectNode> found = new ArrayList<>();
        for (Resource resource : resources(caller, rows, base)) {
            shown.trim(resource.json());
            found.add(resource.json());
        }
        return Resource.list(total, paging.startIndex(), found);
    }

    private static void add(Where where, Condition condition) {
        switch (condition.attribute()) {
            case "id" -> where.and("u.user_id = ?", Where.text(condition));
            case "username" -> where.and("u.sort_name = ?", FoldedName.of(Where.text(condition)));
            case "externalid" -> where.and("u.external_id = ?", Where.text(condition));
            case "displayname" -> where.and("lower(u.display_name) = lower(?)", Where.text(condition));
            case "active" -> where.and("u.deactivated = ?", !active(condition));
            case "emails" -> addEmail(where, condition);
            default -> throw Where.refusal(condition);
        }
    }

    private static boolean active(Condition condition) {
        JsonNode value = condition.parts().get("value");
        Boolean active = value == null ? null : ScimJson.flag(value);
        if (active == null) {
            throw Where.refusal(condition);
        }
        return active;
    }

    private static void addEmail(Where where, Condition condition) {
        String address = MailAddress.inAnyLetterCase(Where.text(condition, "value"));
        String type = Where.textOr(condition, "type", null);
        if (condition.parts().size() > (type == null ? 1 : 2)) {
            throw Where.refusal(condition);
        }
        if (type == null) {
            where.and(
                    "(lower(u.email) = ? or exists (select 1 from jsonb_path_query(u.attributes, '$.emails[*]') e"
                            + " where lower(e ->> 'value') = ?))",
                    address,
                    address);
        } else {
            where.and(TYPED_EMAIL, address, Scim.lower(type), address, Scim.lower(type));
        }
    }

    private List<Resource> resources(Caller caller, List<UserRow> rows, String base) {
        Map<String, ArrayNode> groups = groups(caller, rows, base);
        List<Resource> resources = new ArrayList<>();
        for (UserRow row : rows) {
            ObjectNode user = UserDocument.of(row.profile(), row.active());
            ArrayNode theirs = groups.get(row.id());
            if (theirs != null) {
                user.set("groups", theirs);
            }
            resources.add(Resource.of(
                    user,
                    schemas(user),
                    row.id(),
                    "User",
                    base + "/Users/" + row.id(),
                    IfMatch.entityTag(row.version()),
                    row.createdAt(),
                    row.changedAt()));
        }
        return resources;
    }

    private static List<String> schemas(ObjectNode user) {
        List<String> schemas = new ArrayList<>(List.of(Scim.USER));
        user.fieldNames().forEachRemaining(name -> {
            if (Scim.lower(name).startsWith("urn:")) {
                schemas.add(name);
            }
        });
        return schemas;
    }

    private Map<String, ArrayNode> groups(Caller caller, List<UserRow> rows, String base) {
        Map<String, ArrayNode> groups = new HashMap<>();
        Where where = Where.visibleTo(caller, "g.tenant").and("m.user_id = any(?)", (Object)
                rows.stream().map(UserRow::id).toArray(String[]::new));
        jdbc.sql("select m.user_id, g.group_id, g.name from command_directory.directory_member m"
                        + " join command_directory.directory_group g on g.group_id = m.group_id " + where.sql()
                        + " order by g.sort_name, g.group_id")
                .params(where.parameters())
                .query(row -> {
                    groups.computeIfAbsent(row.getString("user_id"), user -> ScimJson.NODES.arrayNode())
                            .addObject()
                            .put("value", row.getString("group_id"))
                            .put("$ref", base + "/Groups/" + row.getString("group_id"))
                            .put("display", row.getString("name"))
                            .put("type", "direct");
                });
        return groups;
    }
}
