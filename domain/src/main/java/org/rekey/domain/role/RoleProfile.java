package org.rekey.domain.role;

import org.jspecify.annotations.Nullable;
import org.rekey.domain.DisplayedText;
import org.rekey.domain.api.Catalogue;
import org.rekey.domain.client.GrantedScopes;

/**
 * What a role is.
 *
 * @param apis what its members may use in the user interface: where the API access of the role starts from
 */
public record RoleProfile(String name, @Nullable String description, GrantedScopes apis) {

    void check(Catalogue catalogue) {
        DisplayedText.checkName("name", name);
        DisplayedText.checkDescription("description", description);
        apis.check("apis", catalogue);
    }
}
