package org.rekey.domain;

/** Names a person in the directory. Given by Rekey, never used twice; it is the {@code sub} of the person's tokens. */
public record UserId(String value) implements TextValue {

    public String stream() {
        return "user:" + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
