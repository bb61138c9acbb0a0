package org.rekey.domain.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.DisplayedText;
import org.rekey.domain.PlainData;

/**
 * What a client is called and what is noted about it.
 *
 * @param extensions free metadata, returned with its tokens
 */
public record ClientProfile(String name, @Nullable String description, Map<String, Object> extensions) {

    void check() {
        DisplayedText.checkName("name", name);
        DisplayedText.checkDescription("description", description);
        PlainData.check("extensions", extensions);
    }
}
