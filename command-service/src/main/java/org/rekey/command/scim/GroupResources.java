package org.rekey.command.scim;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Caller;
import org.rekey.domain.Refusal;
import org.rekey.eventstore.directory.FoldedName;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The groups that a caller may see, as resources: from the projection that has seen every write that was answered. */
@Component
class GroupResources {

    private final JdbcClient jdbc;

    GroupResources(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param base the address of the API */
    Resource find(Caller caller, String id, Shown shown, String base) {
        Resource group = resource(row(caller, id), shown, base);
        shown.trim(group.json());
        return group;
    }

    String entityTag(Caller caller, String id) {
        return row(caller, id).entityTag();
    }

    private GroupRow row(Caller caller, String id) {
        Where where = Where.visibleTo(caller, "g.tenant").and("g.group_id = ?", id);
        return jdbc.sql("select " + GroupRow.COLUMNS + " from command_directory.directory_group g " + where.sql())
                .params(where.parameters())
                .query(GroupRow::of)
                .optional()
                .orElseThrow(() -> Refusal.unknown("there is no such group"));
    }

    ObjectNode list(Caller caller, List<Condition> conditions, ScimPaging paging, Shown shown, String base) {
        Where where = Where.visibleTo(caller, "g.tenant");
        conditions.forEach(condition -> add(where, condition));
        long total = jdbc.sql("select count(*) from command_directory.directory_group g " + where.sql())
                .params(where.parameters())
                .query(Long.class)
                .single();
        List<GroupRow> rows = jdbc.sql("select " + GroupRow.COLUMNS + " from command_directory.directory_group g "
                        + where.sql() + " order by g.sort_name, g.group_id limit ? offset ?")
                .params(where.parameters(paging.count(), paging.startIndex() - 1))
                .query(GroupRow::of)
                .list();
        List<ObjectNode> found = new ArrayList<>();
        for (GroupRow row : rows) {
            ObjectNode group = resource(row, shown, base).json();
            shown.trim(group);
            found.add(group);
        }
        return Resource.list(total, paging.startIndex(), found);
    }

    private static void add(Where where, Condition condition) {
        String value = Where.text(condition);
        switch (condition.attribute()) {
            case "id" -> where.and("g.group_id = ?", value);
            case "displayname" -> where.and("g.sort_name = ?", FoldedName.of(value));
            case "externalid" -> where.and("g.external_id = ?", value);
            case "members" ->
                where.and(
                        "exists (select 1 from command_directory.directory_member f"
                                + " where f.group_id = g.group_id and f.user_id = ?)",
                        value);
            default -> throw Where.refusal(condition);
        }
    }

    private Resource resource(GroupRow row, Shown shown, String base) {
        ObjectNode group = ScimJson.NODES.objectNode();
        group.put("displayName", row.name());
        if (row.externalId() != null) {
            group.put("externalId", row.externalId());
        }
        if (shown.has("members")) {
            group.set("members", members(row.id(), base));
        }
        return Resource.of(
                group,
                List.of(Scim.GROUP),
                row.id(),
                "Group",
                base + "/Groups/" + row.id(),
                row.entityTag(),
                row.createdAt(),
                row.changedAt());
    }

    private ArrayNode members(String group, String base) {
        ArrayNode members = ScimJson.NODES.arrayNode();
        jdbc.sql("select u.user_id, u.user_name from command_directory.directory_member m"
                        + " join command_directory.directory_user u on u.user_id = m.user_id"
                        + " where m.group_id = ? order by u.sort_name, u.user_id")
                .param(group)
                .query(row -> {
                    members.addObject()
                            .put("value", row.getString("user_id"))
                            .put("$ref", base + "/Users/" + row.getString("user_id"))
                            .put("display", row.getString("user_name"))
                            .put("type", "User");
                });
        return members;
    }

    /** @param among of whom; null for everybody */
    Set<String> membersOf(String group, @Nullable Set<String> among) {
        String[] ids = among == null ? new String[0] : among.toArray(String[]::new);
        return new LinkedHashSet<>(jdbc.sql("select user_id from command_directory.directory_member"
                        + " where group_id = ? and (? or user_id = any(?))")
                .params(group, among == null, ids)
                .query(String.class)
                .list());
    }

    /**
     * @param tenant of the group
     * @throws RuntimeException if one of them is nobody that the caller knows, or of another tenant
     */
    void refuseStrangers(Caller caller, @Nullable String tenant, Set<String> members) {
        String[] ids = members.toArray(String[]::new);
        Where known = Where.visibleTo(caller, "u.tenant").and("u.user_id = any(?)", (Object) ids);
        long found = jdbc.sql("select count(*) from command_directory.directory_user u " + known.sql())
                .params(known.parameters())
                .query(Long.class)
                .single();
        if (found < ids.length) {
            throw Scim.refusal("invalidValue", "members name somebody who is not there");
        }
        if (tenant != null) {
            known.and("u.tenant = ?", tenant);
            long own = jdbc.sql("select count(*) from command_directory.directory_user u " + known.sql())
                    .params(known.parameters())
                    .query(Long.class)
                    .single();
            if (own < ids.length) {
                throw Refusal.conflict("the group and the user belong to different tenants");
            }
        }
    }
}
