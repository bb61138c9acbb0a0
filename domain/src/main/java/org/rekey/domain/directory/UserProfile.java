package org.rekey.domain.directory;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.DisplayedText;
import org.rekey.domain.MailAddress;
import org.rekey.domain.PlainData;

/**
 * What is known of a person.
 *
 * @param userName by what the person signs in; unique, however it is written (letter case, width, composed or not)
 * @param email where mail reaches the person; null when nobody has said
 * @param externalId by what the company's identity provider knows the person (RFC 7643 section 3.1)
 * @param attributes what else that provider says, in the form of RFC 7643 section 4.1
 */
public record UserProfile(
        String userName,
        @Nullable String email,
        @Nullable String displayName,
        @Nullable String externalId,
        Map<String, Object> attributes) {

    public static UserProfile of(String userName, @Nullable String email, @Nullable String displayName) {
        return new UserProfile(userName, email, displayName, null, Map.of());
    }

    void check() {
        DisplayedText.checkName("userName", userName);
        if (email != null) {
            MailAddress.check("email", email);
        }
        if (displayName != null) {
            DisplayedText.checkName("displayName", displayName);
        }
        DisplayedText.checkExternalId(externalId);
        PlainData.check("attributes", attributes);
    }
}
