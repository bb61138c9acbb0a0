package org.rekey.query.client;

import java.util.Locale;
import java.util.TreeSet;

/** Every three characters of a text, so that an index finds the texts in which another one may stand. */
final class Trigrams {

    private static final int LENGTH = 3;

    private Trigrams() {}

    /** Letter case does not count in searches and in the order of names. */
    static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Empty when the text is too short to have any. */
    static String[] of(String folded) {
        int[] characters = folded.codePoints().toArray();
        TreeSet<String> trigrams = new TreeSet<>();
        for (int start = 0; start + LENGTH <= characters.length; start++) {
            trigrams.add(new String(characters, start, LENGTH));
        }
        return trigrams.toArray(String[]::new);
    }
}
