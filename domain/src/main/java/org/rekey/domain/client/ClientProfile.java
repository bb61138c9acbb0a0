package org.rekey.domain.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.PlainData;
import org.rekey.domain.Refusal;
import org.rekey.domain.WrittenText;

/**
 * What a client is called and what is noted about it.
 *
 * @param extensions free metadata, returned with its tokens
 */
public record ClientProfile(String name, @Nullable String description, Map<String, Object> extensions) {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_DESCRIPTION = 2000;

    void check() {
        if (name.isEmpty() || name.length() > LONGEST_NAME || !name.equals(name.strip()) || hidesSomething(name)) {
            throw Refusal.rule(
                    "name",
                    "must be 1 to " + LONGEST_NAME
                            + " visible characters on one line, without white space at its ends");
        }
        WrittenText.check("name", name);
        if (description != null) {
            checkDescription(description);
        }
        PlainData.check("extensions", extensions);
    }

    private static void checkDescription(String description) {
        if (description.length() > LONGEST_DESCRIPTION) {
            throw Refusal.rule("description", "must be at most " + LONGEST_DESCRIPTION + " characters");
        }
        WrittenText.check("description", description);
    }

    /** Two names that look the same would be confused. Joiners (U+200C, U+200D) are part of some scripts. */
    private static boolean hidesSomething(String text) {
        return text.codePoints()
                .filter(c -> c != 0x200C && c != 0x200D)
                .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }
}
