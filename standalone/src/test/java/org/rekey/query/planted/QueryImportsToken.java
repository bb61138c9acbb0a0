package org.rekey.query.planted;

/** Planted: breaks a rule on purpose. */
public final class QueryImportsToken {

    public Class<?> neighbour() {
        return org.rekey.token.planted.TokenImportsAdminApi.class;
    }
}
