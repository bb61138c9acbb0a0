package org.rekey.command.scim;

import org.jspecify.annotations.Nullable;

/** Which part of a list is asked for (RFC 7644 section 3.4.2.4). */
record ScimPaging(int startIndex, int count) {

    static final int MOST = 200;
    private static final int USUAL = 100;

    static ScimPaging of(@Nullable String startIndex, @Nullable String count) {
        int start = number("startIndex", startIndex, 1);
        int most = number("count", count, USUAL);
        return new ScimPaging(Math.max(1, start), Math.max(0, Math.min(MOST, most)));
    }

    private static int number(String name, @Nullable String text, int otherwise) {
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("-?[0-9]{1,9}")) {
            throw Scim.refusal("invalidValue", name + " must be a number");
        }
        return Integer.parseInt(text);
    }
}
