package org.rekey.command.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.filters.Filter;
import com.unboundid.scim2.common.filters.FilterType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rekey.command.scim.Operation.Kind;

/** A change of a group, ready to be made again on another state of it. Of its members it may name a few of many. */
final class GroupPatch {

    private static final int MOST_OPERATIONS = 10_000;

    private final List<Consumer<GroupDraft>> changes = new ArrayList<>();
    private final Set<String> mentioned = new LinkedHashSet<>();
    private boolean concernsAll;

    private GroupPatch() {}

    static GroupPatch of(ObjectNode body) {
        GroupPatch patch = new GroupPatch();
        Operation.of(body, Scim.GROUP, MOST_OPERATIONS).forEach(patch::add);
        return patch;
    }

    /** Those whose membership matters; null for everybody's. */
    @Nullable
    Set<String> mentioned() {
        return concernsAll ? null : mentioned;
    }

    void apply(GroupDraft group) {
        changes.forEach(change -> change.accept(group));
    }

    private void add(Operation operation) {
        switch (operation.attribute()) {
            case "members" -> addMembers(operation);
            case "displayname" -> {
                String name = text(operation, "displayName");
                changes.add(group -> group.displayName = name);
            }
            case "externalid" -> {
                String id = text(operation, "externalId");
                changes.add(group -> group.externalId = id);
            }
            case "id", "meta", "schemas" -> {
                if (operation.named()) {
                    throw Scim.refusal("mutability", operation.attribute() + " cannot be changed");
                }
            }
            default -> {
                if (operation.named()) {
                    throw Scim.refusal("invalidPath", "a group has displayName, externalId and members");
                }
            }
        }
    }

    private static @Nullable String text(Operation operation, String attribute) {
        if (!operation.isWhole()) {
            throw Scim.refusal("invalidPath", attribute + " is a string");
        }
        if (operation.kind() == Kind.REMOVE) {
            return null;
        }
        ObjectNode holder = ScimJson.NODES.objectNode();
        holder.set(attribute, operation.value());
        return ScimJson.text(holder, attribute);
    }

    private void addMembers(Operation operation) {
        boolean removes = operation.kind() == Kind.REMOVE;
        if (!operation.isWhole()) {
            Filter filter = operation.path().getElement(0).getValueFilter();
            if (!removes || filter == null || operation.path().size() > 1) {
                throw Scim.refusal("invalidPath", "members are added and removed as a whole");
            }
            remove(filtered(filter));
        } else if (removes && operation.value().isNull()) {
            concernsAll = true;
            changes.add(group -> group.members.clear());
        } else if (removes) {
            remove(members(operation.value()));
        } else {
            put(members(operation.value()), operation.kind() == Kind.REPLACE);
        }
    }

    private void put(Set<String> members, boolean insteadOfAll) {
        mentioned.addAll(members);
        if (insteadOfAll) {
            concernsAll = true;
            changes.add(group -> group.members.clear());
        }
        changes.add(group -> group.members.addAll(members));
    }

    private void remove(Set<String> members) {
        mentioned.addAll(members);
        changes.add(group -> group.members.removeAll(members));
    }

    /** {@code value eq "…"}, or several of them. */
    private static Set<String> filtered(Filter filter) {
        Set<String> members = new LinkedHashSet<>();
        if (filter.getFilterType() == FilterType.OR) {
            filter.getCombinedFilters().forEach(part -> members.addAll(filtered(part)));
        } else if (filter.getFilterType() == FilterType.EQUAL
                && filter.getAttributePath().toString().equalsIgnoreCase("value")
                && filter.getComparisonValue().isTextual()) {
            members.add(filter.getComparisonValue().textValue());
        } else {
            throw Scim.refusal("invalidPath", "members are found by their value alone");
        }
        return members;
    }

    /** Objects with a {@code value}, or mere identifiers. */
    static Set<String> members(JsonNode given) {
        Set<String> members = new LinkedHashSet<>();
        for (JsonNode member : ScimJson.array(given)) {
            if (member.path("type").asText().equalsIgnoreCase("Group")) {
                throw Scim.refusal("invalidValue", "a group has people as members, and no groups");
            }
            String id = member.isTextual() ? member.textValue() : ScimJson.text(member, "value");
            if (id == null) {
                throw Scim.refusal("invalidValue", "members must have a value");
            }
            members.add(id);
        }
        return members;
    }
}
