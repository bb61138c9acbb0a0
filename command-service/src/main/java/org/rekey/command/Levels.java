package org.rekey.command;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.rekey.domain.api.AccessLevel;

/** Access levels as requests name them. */
public final class Levels {

    public static final Map<String, AccessLevel> BY_NAME = Arrays.stream(AccessLevel.values())
            .collect(Collectors.toUnmodifiableMap(AccessLevel::name, level -> level));

    private Levels() {}
}
