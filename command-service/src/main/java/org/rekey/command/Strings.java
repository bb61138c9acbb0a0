package org.rekey.command;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.rekey.adminapi.ProblemException;
import tools.jackson.databind.JsonNode;

/** JSON can write text that PostgreSQL cannot keep; a projection that stored it would stop for good. */
final class Strings {

    private Strings() {}

    static void check(String field, JsonNode node) {
        if (node.isString()) {
            check(field, node.stringValue());
        } else if (node.isObject()) {
            node.properties().forEach(property -> {
                check(field, property.getKey());
                check(field.isEmpty() ? property.getKey() : field, property.getValue());
            });
        } else if (node.isArray()) {
            node.forEach(item -> check(field, item));
        } else if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
            throw ProblemException.malformed(field, "holds a number that is too large");
        }
    }

    private static void check(String field, String text) {
        if (text.indexOf('\0') >= 0 || !isUnicode(text)) {
            throw ProblemException.malformed(
                    field.isEmpty() ? "a name" : field, "holds U+0000 or half a surrogate pair");
        }
    }

    private static boolean isUnicode(String text) {
        try {
            StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
