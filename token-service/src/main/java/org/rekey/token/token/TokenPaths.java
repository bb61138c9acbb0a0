package org.rekey.token.token;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.rekey.web.FormPaths;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where else tokens are to be had.
 *
 * @param paths further paths of the token endpoint, at which {@code grant_type} and {@code scope} may stand in the query
 */
@ConfigurationProperties("rekey.token")
public record TokenPaths(@DefaultValue List<String> paths) {

    private static final Pattern PATH = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)+");
    private static final Pattern OURS = Pattern.compile("/(oauth2|\\.well-known|api/v1|actuator)(/.*)?");

    public TokenPaths {
        paths = List.copyOf(Set.copyOf(paths));
        for (String path : paths) {
            if (!PATH.matcher(path).matches() || OURS.matcher(path).matches()) {
                throw new IllegalArgumentException("rekey.token.paths: '" + path
                        + "' must be a plain absolute path, and none that this server has already");
            }
        }
    }

    /** With the paths that all servers have. */
    public FormPaths ofForms() {
        Set<String> tokens = new HashSet<>(paths);
        tokens.add(Endpoints.TOKEN);
        Set<String> all = new HashSet<>(tokens);
        all.addAll(Set.of(Endpoints.INTROSPECT, Endpoints.REVOKE));
        return new FormPaths(tokens, all);
    }

    boolean contain(String path) {
        return paths.contains(path);
    }
}
