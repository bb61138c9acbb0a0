package org.rekey.domain;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The bounds of free JSON that is kept with a client and returned with its tokens. */
public final class PlainData {

    private static final int MOST_NODES = 512;
    private static final int MOST_CHARACTERS = 8192;
    private static final int DEEPEST = 8;

    /** Names that a token or a program reading it gives a meaning of its own. */
    private static final Set<String> RESERVED = Set.of(
            "iss",
            "sub",
            "aud",
            "exp",
            "nbf",
            "iat",
            "jti",
            "sid",
            "scope",
            "client_id",
            "tenant",
            "authorities",
            "access_token",
            "token_type",
            "expires_in",
            "active",
            "cnf",
            "act",
            "may_act",
            "__proto__",
            "constructor",
            "prototype");

    private final String field;
    private int nodes;
    private int characters;

    private PlainData(String field) {
        this.field = field;
    }

    /** Refuses data that is too large or too deep, or whose outermost names are reserved. */
    public static void check(String field, Object data) {
        new PlainData(field).visit(data, 0);
    }

    private void visit(@Nullable Object node, int depth) {
        count(1, node instanceof String text ? text.length() : 0);
        if (node instanceof String text) {
            WrittenText.check(field, text);
        }
        if (depth > DEEPEST) {
            throw Refusal.rule(field, "must not be nested more than " + DEEPEST + " levels deep");
        }
        if (node instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                checkName(String.valueOf(name));
                visit(value, depth + 1);
            });
        } else if (node instanceof Collection<?> items) {
            items.forEach(item -> visit(item, depth + 1));
        }
    }

    private void checkName(String name) {
        count(0, name.length());
        WrittenText.check(field, name);
        if (name.isEmpty() || RESERVED.contains(name)) {
            throw Refusal.rule(field, "must not use the reserved name '" + name + "'");
        }
    }

    private void count(int moreNodes, int moreCharacters) {
        nodes += moreNodes;
        characters += moreCharacters;
        if (nodes > MOST_NODES || characters > MOST_CHARACTERS) {
            throw Refusal.rule(
                    field, "must hold at most " + MOST_NODES + " values and " + MOST_CHARACTERS + " characters");
        }
    }
}
