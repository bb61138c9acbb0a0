package org.rekey.query.client;

/** People, groups and roles stand beside the clients: one fold keeps both, so that one statement sees both alike. */
public final class DirectoryTables {

    /** Keeps {@code query_clients.directory_…}. */
    public static final String PROJECTION = ClientProjection.NAME;

    private DirectoryTables() {}
}
