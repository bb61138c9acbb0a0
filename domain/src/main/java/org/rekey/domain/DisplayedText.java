package org.rekey.domain;

import org.jspecify.annotations.Nullable;

/** What names and descriptions that people write must keep to. */
public final class DisplayedText {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_DESCRIPTION = 2000;
    private static final int LONGEST_EXTERNAL_ID = 256;

    private DisplayedText() {}

    public static void checkName(String field, String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME || !name.equals(name.strip()) || hidesSomething(name)) {
            throw Refusal.rule(
                    field,
                    "must be 1 to " + LONGEST_NAME
                            + " visible characters on one line, without white space at its ends");
        }
        WrittenText.check(field, name);
    }

    public static void checkDescription(String field, @Nullable String description) {
        if (description == null) {
            return;
        }
        if (description.length() > LONGEST_DESCRIPTION) {
            throw Refusal.rule(field, "must be at most " + LONGEST_DESCRIPTION + " characters");
        }
        WrittenText.check(field, description);
    }

    public static void checkExternalId(@Nullable String id) {
        if (id == null) {
            return;
        }
        if (id.isEmpty() || id.length() > LONGEST_EXTERNAL_ID || hidesSomething(id)) {
            throw Refusal.rule("externalId", "must be 1 to " + LONGEST_EXTERNAL_ID + " visible characters");
        }
        WrittenText.check("externalId", id);
    }

    /** Two names that look the same would be confused. Joiners (U+200C, U+200D) are part of some scripts. */
    private static boolean hidesSomething(String text) {
        return text.codePoints()
                .filter(c -> c != 0x200C && c != 0x200D)
                .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }
}
