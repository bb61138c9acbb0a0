package org.rekey.domain;

/** Text that every store and every reader can take: whole Unicode characters, none of them NUL. */
public final class WrittenText {

    private WrittenText() {}

    public static void check(String field, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (c == 0 || Character.isSurrogate(c) && !pair) {
                throw Refusal.rule(field, "must not hold NUL or half a character");
            }
            if (pair) {
                i++;
            }
        }
    }
}
