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
        if (name.isBlank() || name.length() > LONGEST_NAME || hasControlCharacters(name)) {
            throw Refusal.rule("name", "must be 1 to " + LONGEST_NAME + " characters on one line");
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

    private static boolean hasControlCharacters(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
