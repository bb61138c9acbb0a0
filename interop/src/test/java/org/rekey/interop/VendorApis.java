package org.rekey.interop;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The five vendors' example APIs in the catalogue of the shared Rekey, and clients of them. */
final class VendorApis {

    static final String GOV_VIEW = "/node-listing/gov-view?node_type=TBL&node_id=40837560";
    static final String DVINCI_USERS = "/restApi/dvinciUsers/";
    static final String DVINCI_ODATA = "/odata/v4/Applications";
    static final String TARGETS = "/v1/targets";
    static final String VALIDATIONS = "/v1/validations";
    static final String VALIDATE = "/v1/invoice/BR/A-1/validations";

    private static final AtomicInteger CLIENTS = new AtomicInteger();

    private VendorApis() {}

    static RekeyJar registered() {
        return Shared.REKEY;
    }

    /** A client with these scopes, given as the admin API has them. */
    static Credentials client(String scopes, String... more) {
        String members = more.length == 0 ? "" : ", " + String.join(", ", more);
        return Shared.REKEY.createClient("{\"name\": \"Integration %d\", \"scopes\": [%s]%s}"
                .formatted(CLIENTS.incrementAndGet(), scopes, members));
    }

    static String grant(String api, String... access) {
        return access.length == 0
                ? "{\"api\": \"%s\"}".formatted(api)
                : "{\"api\": \"%s\", \"access\": [\"%s\"]}".formatted(api, String.join("\", \"", access));
    }

    private static RekeyJar register() {
        RekeyJar rekey = RekeyJar.shared();
        register(rekey, "node-listing", "READ", "", endpoint("GET", "/node-listing/gov-view", "READ"));
        register(rekey, "asset-listing", "READ", "", endpoint("*", "/api/asset-listing/**", "READ"));
        register(
                rekey,
                "dvinci",
                "READ\", \"WRITE",
                "",
                endpoint("GET", "/restApi/**", "READ")
                        + ","
                        + endpoint("POST", "/restApi/**", "WRITE")
                        + ","
                        + endpoint("GET", "/odata/v4/Applications", "READ"));
        register(
                rekey,
                "targets",
                "READ\", \"WRITE\", \"DELETE",
                "",
                endpoint("GET", "/v1/targets", "READ")
                        + ","
                        + endpoint("POST", "/v1/targets", "WRITE")
                        + ","
                        + endpoint("GET", "/v1/targets/{id}", "READ")
                        + ","
                        + endpoint("DELETE", "/v1/targets/{id}", "DELETE"));
        register(
                rekey,
                "dvs",
                "READ\", \"WRITE",
                "\"READ\": \"read\", \"WRITE\": \"write\"",
                endpoint("GET", VALIDATIONS, "READ")
                        + ",{\"method\": \"POST\", \"access\": \"WRITE\", \"authority\": \"validate\","
                        + " \"path\": \"/v1/{document_type}/{country_code}/{agreement_code}/validations\"}");
        for (DealCloud each : DealCloud.values()) {
            String below = each.paths.stream()
                    .map(path -> endpoint("*", path + "/**", "READ"))
                    .reduce((one, other) -> one + "," + other)
                    .orElseThrow();
            register(rekey, each.api(), "READ", "\"READ\": \"" + each.name() + "\"", below);
        }
        return rekey;
    }

    private static void register(RekeyJar rekey, String key, String access, String scopes, String endpoints) {
        rekey.api(
                        "POST",
                        "apis",
                        "{\"key\": \"%s\", \"name\": \"%s\", \"access\": [\"%s\"], \"scopes\": {%s}, \"endpoints\": [%s]}"
                                .formatted(key, key, access, scopes, endpoints))
                .expect(201);
    }

    private static String endpoint(String method, String path, String access) {
        return "{\"method\": \"%s\", \"path\": \"%s\", \"access\": \"%s\"}".formatted(method, path, access);
    }

    /** Its scopes, each of an API with the paths that it opens. */
    enum DealCloud {
        user_management("/api/rest/v1/management"),
        data("/api/rest/v4/data", "/api/rest/v4/schema"),
        publish("/api/rest/v1/publication"),
        ri_import("/api/rest/v1/ri/import"),
        backup("/api/rest/v4/backups");

        final List<String> paths;

        DealCloud(String... paths) {
            this.paths = List.of(paths);
        }

        String api() {
            return "dealcloud-" + name().replace('_', '-');
        }

        static String grants() {
            return Arrays.stream(values()).map(each -> grant(each.api())).collect(Collectors.joining(","));
        }
    }

    private static final class Shared {
        static final RekeyJar REKEY = register();
    }
}
