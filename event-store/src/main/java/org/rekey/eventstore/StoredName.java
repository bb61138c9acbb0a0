package org.rekey.eventstore;

/**
 * The name under which instances of a class stand in the database. Declared as a bean for sagas; events are listed in
 * {@link EventNames}.
 */
public record StoredName(Class<?> type, String name, String revision) {

    public StoredName(Class<?> type, String name) {
        this(type, name, "1");
    }
}
