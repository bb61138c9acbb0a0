package org.rekey.domain;

import org.jspecify.annotations.Nullable;

/** What names and descriptions that people write must keep to. */
public final class DisplayedText {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_DESCRIPTION = 2000;
    private static final int LONGEST_EXTERNAL_ID = 256;
    private static final String WHITE_SPACE = "\t\n\r";

    private DisplayedText() {}

    public static void checkName(String field, String name) {
        WrittenText.check(field, name);
        if (name.length() > LONGEST_NAME
                || isBlankAt(name, 0)
                || isBlankAt(name, name.length() - 1)
                || HiddenCharacters.areIn(name)
                || isMark(name.codePointAt(0))) {
            throw Refusal.rule(
                    field,
                    "must be 1 to " + LONGEST_NAME
                            + " visible characters on one line, without white space at its ends");
        }
    }

    public static void checkDescription(String field, @Nullable String description) {
        if (description == null) {
            return;
        }
        if (description.length() > LONGEST_DESCRIPTION) {
            throw Refusal.rule(field, "must be at most " + LONGEST_DESCRIPTION + " characters");
        }
        WrittenText.check(field, description);
        if (HiddenCharacters.areIn(description, WHITE_SPACE)) {
            throw Refusal.rule(field, "must not hold invisible characters other than line ends and tabs");
        }
    }

    public static void checkExternalId(@Nullable String id) {
        if (id == null) {
            return;
        }
        if (id.isEmpty() || id.length() > LONGEST_EXTERNAL_ID || HiddenCharacters.areIn(id)) {
            throw Refusal.rule("externalId", "must be 1 to " + LONGEST_EXTERNAL_ID + " visible characters");
        }
        WrittenText.check("externalId", id);
    }

    private static boolean isBlankAt(String text, int index) {
        return index < 0
                || index >= text.length()
                || Character.isSpaceChar(text.charAt(index))
                || Character.isWhitespace(text.charAt(index));
    }

    /** It would be put on whatever stands before the name. */
    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }
}
