package org.rekey.command.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.Path;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.filters.Filter;
import com.unboundid.scim2.common.filters.FilterType;
import com.unboundid.scim2.common.messages.PatchOperation;
import com.unboundid.scim2.common.utils.FilterEvaluator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rekey.command.scim.Operation.Kind;

/** A change of a person's entry, ready to be made again on another state of it. */
final class UserPatch {

    private static final int MOST_OPERATIONS = 500;
    private static final int MOST_VALUES = 1000;

    private static final Set<String> READ_ONLY = Set.of("id", "meta", "groups", "schemas");
    private static final Set<String> MULTI_VALUED =
            Set.of("emails", "phonenumbers", "ims", "photos", "addresses", "entitlements", "roles", "x509certificates");

    private final List<Operation> operations;

    private UserPatch(List<Operation> operations) {
        this.operations = operations;
    }

    static UserPatch of(ObjectNode body) {
        return new UserPatch(Operation.of(body, Scim.USER, MOST_OPERATIONS));
    }

    /** Whether it says that somebody is no longer active. */
    boolean deactivates() {
        return operations.stream()
                .anyMatch(operation -> operation.attribute().equals("active")
                        && operation.kind() != Kind.REMOVE
                        && Boolean.FALSE.equals(ScimJson.flag(operation.value())));
    }

    void apply(ObjectNode user) {
        UserDocument.dropDerivedDisplayName(user);
        operations.forEach(operation -> apply(operation, user));
    }

    private static void apply(Operation operation, ObjectNode user) {
        String attribute = operation.attribute();
        if (READ_ONLY.contains(attribute)) {
            if (operation.named()) {
                throw Scim.refusal("mutability", attribute + " cannot be changed");
            }
        } else if (attribute.equals("active") && operation.kind() == Kind.REMOVE) {
            throw Scim.refusal("mutability", "active cannot be removed");
        } else if (!attribute.equals("password") && !(operation.kind() == Kind.ADD && isNothing(operation.value()))) {
            Set<JsonNode> primary = new HashSet<>(primary(user.path(attribute)));
            change(operation, attribute, user);
            leaveOnePrimary(user.path(attribute), primary);
            if (user.path(attribute).size() > MOST_VALUES) {
                throw Scim.refusal("tooMany", attribute + " has more than " + MOST_VALUES + " values");
            }
        }
    }

    /** RFC 7643 section 2.5. */
    private static boolean isNothing(JsonNode value) {
        return value.isNull() || value.isArray() && value.isEmpty();
    }

    private static void change(Operation operation, String attribute, ObjectNode user) {
        try {
            if (operation.kind() != Kind.REMOVE && isFiltered(operation)) {
                set(operation, user);
            } else {
                asLibrary(operation, attribute).apply(user);
            }
        } catch (ScimException e) {
            throw Scim.refusal(e);
        } catch (IllegalArgumentException | ClassCastException e) { // of the library, which does not expect everything
            throw Scim.refusal("invalidPath", "a path does not fit what is there");
        }
    }

    private static boolean isFiltered(Operation operation) {
        return !operation.attribute().isEmpty()
                && operation.path().getElement(0).getValueFilter() != null;
    }

    private static PatchOperation asLibrary(Operation operation, String attribute) throws ScimException {
        Path path = operation.path();
        JsonNode value = operation.value();
        if (operation.isWhole() && MULTI_VALUED.contains(attribute)) {
            value = ScimJson.array(value);
        }
        return switch (operation.kind()) {
            case REMOVE -> PatchOperation.remove(path);
            case REPLACE -> isNothing(value) ? PatchOperation.remove(path) : PatchOperation.replace(path, value);
            case ADD -> PatchOperation.add(path, value);
        };
    }

    /**
     * {@code emails[type eq "work"].value}: that of the values which match, or of a new one. RFC 7644 section 3.5.2.3 lets a
     * replacement fail that matches nothing; providers send it for what they have not sent before.
     */
    private static void set(Operation operation, ObjectNode user) throws ScimException {
        Path.Element target = operation.path().getElement(0);
        Filter filter = target.getValueFilter();
        JsonNode there = user.path(target.getAttribute());
        if (!there.isMissingNode() && !there.isArray()) {
            throw Scim.refusal("invalidPath", target.getAttribute() + " has one value at most: it cannot be filtered");
        }
        ArrayNode values = there instanceof ArrayNode array ? array : user.putArray(target.getAttribute());
        List<ObjectNode> matching = new ArrayList<>();
        for (JsonNode value : values) {
            if (value instanceof ObjectNode object && FilterEvaluator.evaluate(filter, object)) {
                matching.add(object);
            }
        }
        if (matching.isEmpty()) {
            ObjectNode added = values.addObject();
            putEqual(filter, added);
            matching.add(added);
        }
        matching.forEach(value -> put(operation, value));
    }

    private static void putEqual(Filter filter, ObjectNode added) {
        if (filter.getFilterType() == FilterType.AND) {
            filter.getCombinedFilters().forEach(part -> putEqual(part, added));
        } else if (filter.getFilterType() == FilterType.EQUAL
                && filter.getAttributePath().size() == 1) {
            added.set(filter.getAttributePath().getElement(0).getAttribute(), filter.getComparisonValue());
        } else {
            throw Scim.refusal("noTarget", "the filter of a path matches nothing");
        }
    }

    private static void put(Operation operation, ObjectNode into) {
        JsonNode value = operation.value().deepCopy();
        if (operation.path().size() == 2) {
            into.set(operation.path().getElement(1).getAttribute(), value);
        } else if (value instanceof ObjectNode object) {
            into.setAll(object);
        } else {
            throw Scim.refusal("invalidValue", "the value of a path with a filter must be an object");
        }
    }

    private static List<JsonNode> primary(JsonNode values) {
        List<JsonNode> primary = new ArrayList<>();
        if (values.isArray()) {
            values.forEach(value -> {
                if (Boolean.TRUE.equals(ScimJson.flag(value.path("primary")))) {
                    primary.add(value.deepCopy());
                }
            });
        }
        return primary;
    }

    /** The one that has just become it (RFC 7644 section 3.5.2). */
    private static void leaveOnePrimary(JsonNode values, Set<JsonNode> before) {
        if (primary(values).size() > 1) {
            values.forEach(value -> {
                if (before.contains(value)) {
                    ((ObjectNode) value).put("primary", false);
                }
            });
        }
    }
}
