package org.rekey.command;

/** A body that is a document of its own, and not a call of this API. */
public record DocumentBody(boolean yaml, String text) {

    public static final String YAML = "application/yaml";
    public static final String YAML_BEFORE_RFC_9512 = "application/x-yaml";
    public static final String YAML_AS_TEXT = "text/yaml";

    @Override
    public String toString() {
        return "DocumentBody[…]";
    }
}
