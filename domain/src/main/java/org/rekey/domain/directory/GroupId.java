package org.rekey.domain.directory;

import org.rekey.domain.TextValue;

/** Names a group of users. Given by Rekey, never used twice. */
public record GroupId(String value) implements TextValue {

    public String stream() {
        return "group:" + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
