package org.rekey.notifier.alert;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.HiddenCharacters;

/**
 * Text of others that stands in mail which people trust. What any caller chooses, such as the name of its program, holds
 * nothing that a mail program turns into a link.
 */
final class MailText {

    private static final int LONGEST = 60;

    /** As in {@code curl/8.5.0} or {@code (Windows}. Nothing else has a dot, a slash, a colon or an at sign in it. */
    private static final Pattern WORD = Pattern.compile(
            "([(]?[A-Za-z0-9_-]{1,40}(/v?\\d{1,9}(\\.\\d{1,9}){0,2})?)[0-9.]*([-+_][A-Za-z0-9-]*)?[);,]*");

    private static final Pattern PHONE = Pattern.compile("\\+?\\d(?:[ ()-]*\\d){6,}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f:.]{2,45}(%[0-9A-Za-z]{1,15})?");

    private MailText() {}

    /** The name of a program, as far as it is one; null when nothing is left of it. */
    static @Nullable String program(@Nullable String agent) {
        if (agent == null) {
            return null;
        }
        String words = Arrays.stream(agent.split(" +"))
                .map(WORD::matcher)
                .filter(Matcher::matches)
                .map(word -> word.group(1))
                .collect(Collectors.joining(" "));
        String harmless = PHONE.matcher(words)
                .replaceAll("")
                .replaceAll(" +", " ")
                .replace("(", "")
                .strip();
        String cut = harmless.length() <= LONGEST
                ? harmless
                : harmless.substring(0, LONGEST).strip();
        return cut.isEmpty() ? null : cut;
    }

    /** A proxy may pass on whatever it was told. */
    static String address(String address) {
        return ADDRESS.matcher(address).matches() ? address : "an unknown address";
    }

    /** A name, as an administrator has given it: on one line. Older ones may hold what is refused by now. */
    static String name(String name) {
        return HiddenCharacters.removedFrom(name.replaceAll("[\\s\\p{Z}]+", " "));
    }
}
