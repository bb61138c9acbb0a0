package org.rekey.domain.directory;

import org.jspecify.annotations.Nullable;
import org.rekey.domain.DisplayedText;

/**
 * What a group is called.
 *
 * @param externalId by what the company's identity provider knows it (RFC 7643 section 3.1)
 */
public record GroupProfile(String name, @Nullable String externalId) {

    void check() {
        DisplayedText.checkName("name", name);
        DisplayedText.checkExternalId(externalId);
    }
}
