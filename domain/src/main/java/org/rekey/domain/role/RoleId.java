package org.rekey.domain.role;

import org.rekey.domain.TextValue;

/** Names a role. Given by Rekey, never used twice. */
public record RoleId(String value) implements TextValue {

    public String stream() {
        return "role:" + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
