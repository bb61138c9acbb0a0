package org.rekey.command.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.Endpoint;

/** What calls of an API need already: a document that does not speak of it takes none of it away. */
final class Protection {

    private final List<Endpoint> before;
    private final Map<String, Endpoint> byPattern = new LinkedHashMap<>();
    private final Warnings warnings;

    Protection(List<Endpoint> before, Warnings warnings) {
        this.before = before;
        this.warnings = warnings;
        before.forEach(endpoint ->
                byPattern.merge(endpoint.pattern(), endpoint, (one, other) -> one.authority() == null ? other : one));
    }

    List<Endpoint> over(List<Described> document) {
        Set<String> described =
                document.stream().map(one -> one.endpoint().pattern()).collect(Collectors.toSet());
        List<Endpoint> after = new ArrayList<>();
        for (Endpoint was : before) {
            if (was.authority() != null && !described.contains(was.pattern())) {
                warnings.add(shown(was) + ": stays, because it asks for an authority, though the document lacks it");
                after.add(was);
            }
        }
        document.forEach(one -> after.add(over(one)));
        return after;
    }

    private Endpoint over(Described described) {
        Endpoint is = described.endpoint();
        Endpoint was = byPattern.get(is.pattern());
        if (was == null) {
            return is.authority() == null ? underWhatMatched(is) : is;
        }
        AccessLevel access = described.namesAccess() ? is.access() : was.access();
        if (was.authority() == null || is.authority() != null && !is.authority().equals(was.authority())) {
            return Endpoint.of(is.method(), is.path(), access, is.authority());
        }
        if (!is.path().equals(was.path())) {
            warnings.add(
                    shown(is) + ": stays " + was.path()
                            + ", because the values of its variables are held against the authorities of clients by these names");
        }
        return Endpoint.of(was.method(), was.path(), access, was.authority());
    }

    /** An endpoint goes before a wider one, which asked for an authority up to now. */
    private Endpoint underWhatMatched(Endpoint is) {
        Endpoint wider = before.stream()
                .filter(was -> isWider(was, is))
                .max(Comparator.comparingInt(was -> was.path().length()))
                .orElse(null);
        String authority = wider == null ? null : wider.authority();
        if (wider == null || authority == null) {
            return is;
        }
        warnings.add(shown(is) + ": gets the authority of " + shown(wider) + ", which matched its calls up to now");
        return Endpoint.of(is.method(), is.path(), is.access(), authority);
    }

    private static boolean isWider(Endpoint was, Endpoint is) {
        boolean sameMethod = was.method().equals(is.method())
                || was.method().equals("*")
                || was.method().equals("GET") && is.method().equals("HEAD");
        return sameMethod && isWider(was.path().split("/", -1), is.path().split("/", -1));
    }

    private static boolean isWider(String[] was, String[] is) {
        boolean below = was[was.length - 1].equals("**");
        int fixed = below ? was.length - 1 : was.length;
        if (below ? is.length < fixed : is.length != fixed) {
            return false;
        }
        for (int i = 0; i < fixed; i++) {
            int variable = was[i].indexOf('{');
            boolean fits = variable < 0 ? is[i].equals(was[i]) : is[i].startsWith(was[i].substring(0, variable));
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static String shown(Endpoint endpoint) {
        return endpoint.method() + " " + endpoint.path();
    }
}
