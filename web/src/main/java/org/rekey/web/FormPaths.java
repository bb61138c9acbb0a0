package org.rekey.web;

import java.util.Set;

/**
 * The paths of the endpoints that take a form.
 *
 * @param tokens those that issue tokens
 * @param paths all of them
 */
public record FormPaths(Set<String> tokens, Set<String> paths) {

    static FormPaths none() {
        return new FormPaths(Set.of(), Set.of());
    }
}
