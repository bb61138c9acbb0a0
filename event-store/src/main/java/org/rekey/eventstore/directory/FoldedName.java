package org.rekey.eventstore.directory;

import java.text.Normalizer;

/**
 * The form in which names of people, groups and roles are compared: two spellings that Unicode takes for the same text (NFKC)
 * or that differ in letter case are one name. Who is unique, signs in or is searched for is decided by this form alone.
 */
public final class FoldedName {

    private FoldedName() {}

    public static String of(String name) {
        String normalized = nfkc(name);
        StringBuilder folded = new StringBuilder(normalized.length());
        normalized.codePoints().forEach(c -> fold(c, folded));
        return nfkc(folded.toString());
    }

    /**
     * Whether it holds a character that is no ASCII but folds to ASCII, as the Kelvin sign does to k. Another system may have
     * given such a name to somebody else.
     */
    public static boolean imitatesAscii(String name) {
        return name.codePoints()
                .filter(c -> c > 0x7F)
                .anyMatch(c -> of(Character.toString(c)).chars().anyMatch(folded -> folded <= 0x7F));
    }

    /** Letter by letter: the final sigma is a sigma, wherever it stands (Unicode, CaseFolding.txt). */
    private static void fold(int c, StringBuilder folded) {
        switch (c) {
            case 0xDF, 0x1E9E -> folded.append("ss");
            case 0x3C2 -> folded.append('\u03C3');
            case 0x130 -> folded.append("i\u0307");
            default -> folded.appendCodePoint(Character.toLowerCase(c));
        }
    }

    private static String nfkc(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }
}
