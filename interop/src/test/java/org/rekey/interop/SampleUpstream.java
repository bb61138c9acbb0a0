package org.rekey.interop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * The APIs of the five vendors' examples, none of which checks anything: they trust the gateway. Each call is answered with what
 * arrived, {@code {method, path, query, client, tenant, scopes, authorities, headers: {name: [values]}}}.
 */
final class SampleUpstream implements AutoCloseable {

    /** Also what is validated for a tenant is listed to that tenant alone, at this path. */
    static final String VALIDATIONS = "/v1/validations";

    private static final Pattern VALIDATE = Pattern.compile("/v1/[^/]+/[^/]+/[^/]+/validations");
    private static final List<Pattern> PATHS = List.of(
            Pattern.compile("/node-listing/gov-view"),
            Pattern.compile("/restApi/dvinciUsers/"),
            Pattern.compile("/odata/v4/\\w+(\\('?\\w+'?\\))?"),
            Pattern.compile("/v1/targets(/[^/]+)?"),
            Pattern.compile(VALIDATIONS),
            VALIDATE,
            Pattern.compile("/api/rest/v4/(data|schema|backups)(/.+)?"),
            Pattern.compile("/api/rest/v1/(management|publication|ri/import)(/.+)?"));

    private final HttpServer server;
    private final Map<String, List<String>> validations = new ConcurrentHashMap<>();

    private SampleUpstream(HttpServer server) {
        this.server = server;
    }

    static SampleUpstream start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SampleUpstream upstream = new SampleUpstream(server);
        server.setExecutor(Executors.newCachedThreadPool(SampleUpstream::daemon));
        server.createContext("/", upstream::answer);
        server.start();
        return upstream;
    }

    /** {@code 127.0.0.1:port} */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange call) throws IOException {
        call.getRequestBody().readAllBytes();
        String path = call.getRequestURI().getRawPath();
        boolean known = PATHS.stream().anyMatch(each -> each.matcher(path).matches());
        Object body = known ? known(call, path) : Map.of("message", "not found");
        byte[] json = Answer.JSON.writeValueAsBytes(body);
        call.getResponseHeaders().set("Content-Type", "application/json");
        boolean head = call.getRequestMethod().equals("HEAD");
        call.sendResponseHeaders(known ? 200 : 404, head ? -1 : json.length);
        if (!head) {
            call.getResponseBody().write(json);
        }
        call.close();
    }

    private Object known(HttpExchange call, String path) {
        String tenant = header(call, "X-Tenant");
        List<String> own = validations.computeIfAbsent(tenant, any -> new CopyOnWriteArrayList<>());
        if (VALIDATE.matcher(path).matches()) {
            own.add(path);
        }
        return path.equals(VALIDATIONS) ? Map.of("items", own) : arrived(call);
    }

    private static Map<String, Object> arrived(HttpExchange call) {
        Map<String, Object> arrived = new LinkedHashMap<>();
        arrived.put("method", call.getRequestMethod());
        arrived.put("path", call.getRequestURI().getRawPath());
        arrived.put("query", call.getRequestURI().getRawQuery());
        arrived.put("client", header(call, "X-Client-Id"));
        arrived.put("tenant", header(call, "X-Tenant"));
        arrived.put("scopes", header(call, "X-Scopes"));
        arrived.put("authorities", header(call, "X-Authorities"));
        Map<String, List<String>> headers = new TreeMap<>();
        call.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        arrived.put("headers", headers);
        return arrived;
    }

    private static String header(HttpExchange call, String name) {
        String value = call.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "upstream");
        thread.setDaemon(true);
        return thread;
    }
}
