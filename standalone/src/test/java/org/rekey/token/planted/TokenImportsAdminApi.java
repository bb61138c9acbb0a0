package org.rekey.token.planted;

/** Planted: breaks a rule on purpose. */
public final class TokenImportsAdminApi {

    public Class<?> neighbour() {
        return org.rekey.adminapi.planted.AdminApiImportsCommand.class;
    }
}
