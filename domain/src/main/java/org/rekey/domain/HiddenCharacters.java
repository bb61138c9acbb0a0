package org.rekey.domain;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds characters that nobody sees, or that change how their neighbours look: two texts that look the same would not be
 * the same. Joiners and variation selectors count only where the script that they stand in has no use for them.
 */
public final class HiddenCharacters {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private static final Set<UnicodeScript> WITHOUT_JOINERS = EnumSet.of(
            UnicodeScript.LATIN,
            UnicodeScript.GREEK,
            UnicodeScript.CYRILLIC,
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL);

    /** Fillers and other letters, marks and symbols without an image: Unicode's Default_Ignorable_Code_Point, and blanks. */
    private static final Pattern WITHOUT_IMAGE = Pattern.compile(
            "[\\x{34F}\\x{115F}\\x{1160}\\x{17B4}\\x{17B5}\\x{180B}-\\x{180F}\\x{2065}\\x{2800}\\x{3164}\\x{FFA0}\\x{FFFC}"
                    + "\\x{1D159}\\x{E0000}-\\x{E00FF}\\x{E01F0}-\\x{E0FFF}]");

    private HiddenCharacters() {}

    public static boolean areIn(String text) {
        return areIn(text, "");
    }

    /** @param allowed control characters that do no harm here, as line ends do in a description */
    public static boolean areIn(String text, String allowed) {
        Integer before = null;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (allowed.indexOf(c) < 0 && isHidden(c, before)) {
                return true;
            }
            before = c;
        }
        return before != null && (before == ZERO_WIDTH_JOINER || before == ZERO_WIDTH_NON_JOINER);
    }

    /** The text without them. */
    public static String removedFrom(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        Integer before = null;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (!isHidden(c, before)) {
                kept.appendCodePoint(c);
                before = c;
            }
        }
        return kept.toString();
    }

    private static boolean isHidden(int c, @Nullable Integer before) {
        if (c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER) {
            return before == null || !mayBeJoined(before);
        }
        if (c >= 0xFE00 && c <= 0xFE0F || c >= 0xE0100 && c <= 0xE01EF) {
            return before == null || !mayVary(before);
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE -> true;
            case Character.UNASSIGNED -> !isFromNewerUnicode(c);
            default -> WITHOUT_IMAGE.matcher(Character.toString(c)).matches();
        };
    }

    private static boolean mayBeJoined(int before) {
        return before > 0x7F
                && !Character.isSpaceChar(before)
                && before != ZERO_WIDTH_JOINER
                && before != ZERO_WIDTH_NON_JOINER
                && !WITHOUT_JOINERS.contains(UnicodeScript.of(before));
    }

    /** Pictures and ideographs have variants. */
    private static boolean mayVary(int before) {
        int type = Character.getType(before);
        return Character.isIdeographic(before)
                || before > 0x7F && (type == Character.OTHER_SYMBOL || type == Character.MATH_SYMBOL)
                || before == 0x203C
                || before == 0x2049
                || isFromNewerUnicode(before);
    }

    /** Pictures and ideographs that this Java does not know yet. */
    private static boolean isFromNewerUnicode(int c) {
        boolean picture = c >= 0x1F000 && c <= 0x1FAFF;
        boolean ideograph = c >= 0x20000 && c < 0x40000 && (c & 0xFFFE) != 0xFFFE;
        return picture || ideograph;
    }
}
