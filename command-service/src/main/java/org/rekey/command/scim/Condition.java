package org.rekey.command.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.unboundid.scim2.common.Path;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.filters.Filter;
import com.unboundid.scim2.common.utils.Parser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the conditions of a filter (RFC 7644 section 3.4.2.2), all of which must hold: parts of an attribute that are equal
 * to something.
 *
 * @param attribute in small letters
 * @param parts by sub-attribute in small letters, {@code value} where none is named
 */
record Condition(String attribute, Map<String, JsonNode> parts) {

    private static final int LONGEST = 2000;

    static List<Condition> of(@Nullable String filter, String core) {
        if (filter == null) {
            return List.of();
        }
        if (filter.length() > LONGEST) {
            throw refusal();
        }
        List<Condition> conditions = new ArrayList<>();
        collect(parse(filter), core, conditions);
        return conditions;
    }

    private static Filter parse(String filter) {
        try {
            return Parser.parseFilter(ValuePaths.within(filter));
        } catch (ScimException e) {
            throw Scim.refusal("invalidFilter", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) { // of the library's parser, which does not expect everything
            throw refusal();
        }
    }

    private static void collect(Filter filter, String core, List<Condition> conditions) {
        switch (filter.getFilterType()) {
            case AND -> filter.getCombinedFilters().forEach(part -> collect(part, core, conditions));
            case EQUAL -> {
                String path =
                        Scim.lower(Scim.withoutSchema(filter.getAttributePath().toString(), core));
                String[] names = path.split("\\.", 2);
                String part = names.length == 1 ? "value" : names[1];
                conditions.add(new Condition(names[0], Map.of(part, filter.getComparisonValue())));
            }
            case COMPLEX_VALUE -> {
                Map<String, JsonNode> parts = new LinkedHashMap<>();
                collectParts(filter.getValueFilter(), parts);
                conditions.add(new Condition(attribute(filter.getAttributePath(), core), parts));
            }
            default -> throw refusal();
        }
    }

    private static String attribute(Path path, String core) {
        return Scim.lower(Scim.withoutSchema(path.toString(), core));
    }

    private static void collectParts(Filter filter, Map<String, JsonNode> parts) {
        switch (filter.getFilterType()) {
            case AND -> filter.getCombinedFilters().forEach(part -> collectParts(part, parts));
            case EQUAL -> {
                String part = Scim.lower(filter.getAttributePath().toString());
                if (parts.put(part, filter.getComparisonValue()) != null) {
                    throw refusal();
                }
            }
            default -> throw refusal();
        }
    }

    private static RuntimeException refusal() {
        return Scim.refusal("invalidFilter", "filters are of the form: attribute eq value, joined by and");
    }
}
