package org.rekey.command.signin;

import com.nulabinc.zxcvbn.Pattern;
import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.Zxcvbn;
import com.nulabinc.zxcvbn.matchers.Match;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.eventstore.directory.FoldedName;

/** Knows the passwords that many people use, and how people vary them. */
final class GuessablePasswords {

    private static final Zxcvbn METER = new Zxcvbn();

    /** Of five: fewer than 10^8 guesses would find it. */
    private static final int GUESSABLE = 2;

    /** The time that is needed grows faster than the length, and with each character that may stand for a letter. */
    private static final int MOST_LOOKED_AT = 32;

    private static final String STAND_FOR_LETTERS = "@({[<&#!/|$+%";
    private static final int MOST_THAT_STAND_FOR_LETTERS = 4;

    private static final String BUILT_ON_NAME = "it is built on a name of the user or on 'rekey'";
    private static final int SHORTEST_NAME = 4;
    private static final int FEWEST_BESIDE_NAMES = 8;

    private GuessablePasswords() {}

    /** @return why it is easy to guess for somebody who knows these names; null when it is not */
    static @Nullable String reason(String password, List<String> names) {
        String text = Normalizer.normalize(password, Normalizer.Form.NFKC);
        String beginning = text.substring(0, Math.min(text.length(), MOST_LOOKED_AT));
        String end = text.substring(Math.max(0, text.length() - MOST_LOOKED_AT));
        String reason = reasonOfPart(beginning, names);
        return reason == null || beginning.equals(end) ? reason : reasonOfPart(end, names);
    }

    private static @Nullable String reasonOfPart(String text, List<String> names) {
        if (text.chars()
                        .filter(c -> STAND_FOR_LETTERS.indexOf(c) >= 0)
                        .distinct()
                        .count()
                > MOST_THAT_STAND_FOR_LETTERS) {
            return null;
        }
        List<String> known = new ArrayList<>(names);
        known.add("rekey");
        if (isLittleBeside(known, text)) {
            return BUILT_ON_NAME;
        }
        Strength strength = METER.measure(text, known);
        return strength.getScore() > GUESSABLE
                ? null
                : strength.getSequence().stream()
                        .max(Comparator.comparingInt(match -> match.token.length()))
                        .map(GuessablePasswords::said)
                        .orElse("it has a simple pattern");
    }

    /** Whether a name with a year and an exclamation mark is all there is. */
    private static boolean isLittleBeside(List<String> names, String text) {
        String folded = FoldedName.of(text);
        String rest = folded;
        for (String name : names) {
            rest = name.length() < SHORTEST_NAME ? rest : rest.replace(FoldedName.of(name), "");
        }
        return rest.length() < folded.length() && rest.length() < FEWEST_BESIDE_NAMES;
    }

    private static String said(Match match) {
        if (match.pattern == Pattern.Dictionary) {
            return "user_inputs".equals(match.dictionaryName)
                    ? BUILT_ON_NAME
                    : "it is built on a password or a word that many people use";
        }
        return switch (match.pattern) {
            case Repeat -> "it repeats itself";
            case Sequence -> "it is a row of letters or digits";
            case Spatial -> "it follows the rows of a keyboard";
            case Date -> "it is built on a date";
            default -> "it has a simple pattern";
        };
    }
}
