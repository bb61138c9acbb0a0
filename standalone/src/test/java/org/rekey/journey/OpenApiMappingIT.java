package org.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rekey.adminapi.Requires;
import org.rekey.contract.Contract;
import org.rekey.contract.OpenApi;
import org.rekey.contract.Operation;
import org.springframework.core.env.Environment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** {@code docs/openapi.yaml} lists what the application has mapped, and nothing else. */
class OpenApiMappingIT {

    private final OpenApi api = Contract.committed().api();

    @Test
    void the_admin_API_has_the_operations_of_the_document_each_with_its_scope() {
        Map<String, String> mapped = new TreeMap<>();
        RunningRekey.shared()
                .bean(RequestMappingHandlerMapping.class, "requestMappingHandlerMapping")
                .getHandlerMethods()
                .forEach((mapping, method) -> addTo(mapped, mapping, method));
        Map<String, String> documented = api.operations().stream()
                .filter(operation -> operation.template().startsWith("/api/"))
                // Is there only where time can be moved; EveryOperationIT asks for it.
                .filter(operation -> !operation.template().startsWith("/api/v1/demo/"))
                .collect(Collectors.toMap(Operation::toString, Operation::scope, (a, b) -> a, TreeMap::new));

        assertThat(mapped).contains(entry("GET /api/v1/clients/{id}", "rekey.read"));
        assertThat(documented).isEqualTo(mapped);
    }

    private static void addTo(Map<String, String> mapped, RequestMappingInfo mapping, HandlerMethod method) {
        Requires requires = method.getMethodAnnotation(Requires.class);
        // What people may do who are signed in, or anybody, takes no scope.
        String scope =
                requires == null ? "" : "rekey." + requires.value().name().toLowerCase(Locale.ROOT);
        for (String path : mapping.getPatternValues()) {
            if (path.startsWith("/api/")) { // SCIM describes itself, under /scim/v2/Schemas
                mapping.getMethodsCondition().getMethods().forEach(verb -> mapped.put(verb + " " + path, scope));
            }
        }
    }

    @Test
    void the_OAuth2_endpoints_are_those_of_the_document() {
        List<SecurityFilterChain> chains =
                RunningRekey.shared().bean(FilterChainProxy.class).getFilterChains();
        List<String> documented = api.operations().stream()
                .map(Operation::template)
                .filter(path -> !path.startsWith("/api/") && !path.startsWith("/actuator/"))
                .toList();
        for (String path : documented) {
            assertThat(chains.stream().filter(chain -> matches(chain, path)).findFirst())
                    .as(path)
                    .hasValueSatisfying(chain ->
                            assertThat(matches(chain, "/nowhere")).as(path).isFalse());
        }
        Set<String> everywhere = new HashSet<>(documented);
        everywhere.addAll(api.furtherPaths());
        everywhere.add("/api/v1/clients");
        assertThat(chains.stream().filter(chain -> !matches(chain, "/nowhere")))
                .hasSizeGreaterThan(4)
                .allMatch(chain -> everywhere.stream().anyMatch(path -> matches(chain, path)));
    }

    private static boolean matches(SecurityFilterChain chain, String path) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
        request.setServletPath(path);
        return chain.matches(request);
    }

    @Test
    void the_further_paths_of_the_token_endpoint_are_those_of_the_document() {
        Environment settings = RunningRekey.shared().bean(Environment.class);
        assertThat(api.furtherPaths())
                .containsExactlyInAnyOrder(settings.getRequiredProperty("rekey.token.paths", String[].class));
        assertThat(Arrays.asList(settings.getRequiredProperty("rekey.token.paths", String[].class)))
                .contains("/token");
    }
}
