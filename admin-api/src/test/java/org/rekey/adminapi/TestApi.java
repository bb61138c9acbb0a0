package org.rekey.adminapi;

import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.rekey.domain.Refusal;
import org.rekey.domain.api.AccessLevel;
import org.rekey.eventstore.Provenance;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** An admin API with one call of each kind, beside another service that guards its own paths with Spring Security. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({TestApi.Things.class, TestApi.Resources.class})
class TestApi {

    static final String READER = "reader";
    static final String WRITER = "writer";

    @Bean
    TokenCheck tokenCheck() {
        return token -> switch (token) {
            case READER -> new Caller("auditor", Set.of("rekey.read"), "acme", null);
            case WRITER -> new Caller("admin", Set.of("rekey.read", "rekey.write"), null, null);
            default -> null;
        };
    }

    @Bean
    SecurityFilterChain otherServiceChain(HttpSecurity http) throws Exception {
        return http.securityMatcher("/other/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .build();
    }

    @RestController
    @RequestMapping(path = "/api/v1/things", produces = "application/json")
    static class Things {

        private final RekeyPosition positions;

        Things(RekeyPosition positions) {
            this.positions = positions;
        }

        @GetMapping
        @Requires(AccessLevel.READ)
        Caller read(Caller caller) {
            return caller;
        }

        @GetMapping("/provenance")
        @Requires(AccessLevel.READ)
        Provenance who(Provenance who) {
            return who;
        }

        @PostMapping(consumes = "application/json")
        @Requires(AccessLevel.WRITE)
        Map<String, Object> write(@RequestBody Map<String, Object> body) {
            return body;
        }

        @DeleteMapping("/{number}")
        @Requires(AccessLevel.DELETE)
        ResponseEntity<Void> delete(@PathVariable int number) {
            return ResponseEntity.noContent().build();
        }

        @GetMapping("/numbers/{number}")
        @Requires(AccessLevel.READ)
        int number(@PathVariable int number) {
            return number;
        }

        @GetMapping("/projected")
        @Requires(AccessLevel.READ)
        String projected(HttpServletRequest request) {
            positions.await(request, "test.nothing");
            return "{}";
        }

        @GetMapping("/fails/{how}")
        @Requires(AccessLevel.READ)
        String fail(@PathVariable String how) {
            throw switch (how) {
                case "unknown" -> Refusal.unknown("there is no such thing");
                case "conflict" -> Refusal.conflict("it is closed");
                case "rule" -> Refusal.rule("name", "must be shorter");
                case "outage" ->
                    new UncategorizedSQLException(
                            "task", "select secret", new SQLException("terminating connection", "57P01"));
                default -> new IllegalStateException("org.secret.Thing: select * from secret");
            };
        }
    }

    @RestController
    @RequestMapping(path = "/scim/v2/Things", produces = "application/scim+json")
    static class Resources {

        @GetMapping
        @Requires(AccessLevel.READ)
        Caller read(Caller caller) {
            return caller;
        }

        @PostMapping(consumes = "application/scim+json")
        @Requires(AccessLevel.WRITE)
        ResponseEntity<Void> write() {
            return ResponseEntity.noContent().build();
        }

        @GetMapping("/fails/{how}")
        @Requires(AccessLevel.READ)
        String fail(@PathVariable String how) {
            throw switch (how) {
                case "unknown" -> Refusal.unknown("there is no such thing");
                case "conflict" -> Refusal.conflict("it is closed");
                case "taken" -> ProblemException.scim(ProblemType.CONFLICT, "uniqueness", "it is taken");
                case "rule" -> Refusal.rule("name", "must be shorter");
                case "malformed" -> ProblemException.malformed("name", "is no name");
                case "path" -> ProblemException.scim(ProblemType.MALFORMED, "invalidPath", "no such path");
                default -> new IllegalStateException("org.secret.Thing: select * from secret");
            };
        }
    }
}
