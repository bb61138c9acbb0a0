package org.rekey.command.api;

import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.servers.ServerVariable;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.rekey.adminapi.ProblemException;

/** What stands before every path: the path of the first server's URL. */
final class BasePath {

    static final int LONGEST = 512;
    private static final Pattern ORIGIN = Pattern.compile("^([^/?#]*:)?//[^/?#]*");
    private static final Pattern REST = Pattern.compile("[?#].*$", Pattern.DOTALL);

    private BasePath() {}

    static String of(List<Server> servers, String place, Warnings warnings) {
        if (servers.isEmpty()) {
            return "";
        }
        String url = withDefaults(servers.get(0), place);
        String path = REST.matcher(ORIGIN.matcher(url).replaceFirst("")).replaceFirst("");
        String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (!base.isEmpty() && !base.startsWith("/")) {
            warnings.add(place + ": the URL of its server is relative to where the document lies, which nobody here"
                    + " knows, so nothing is put in front");
            return "";
        }
        return base;
    }

    private static String withDefaults(Server server, String place) {
        String url = server.getUrl() == null ? "" : server.getUrl();
        Map<String, ServerVariable> variables = server.getVariables() == null ? Map.of() : server.getVariables();
        for (Map.Entry<String, ServerVariable> variable : variables.entrySet()) {
            String value = String.valueOf(variable.getValue().getDefault());
            if (value.length() <= LONGEST) {
                url = url.replace("{" + variable.getKey() + "}", value);
            }
            if (value.length() > LONGEST || url.length() > LONGEST) {
                throw ProblemException.outOfRules(
                        Places.shown(place), "the URL of its server must be at most " + LONGEST + " characters");
            }
        }
        return url;
    }
}
