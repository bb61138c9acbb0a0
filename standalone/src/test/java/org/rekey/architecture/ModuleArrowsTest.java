package org.rekey.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may import whom: service, admin-api, event-store, domain, in this direction only; and web beside the event store. */
class ModuleArrowsTest {

    private static final String[] SERVICES = {
        "org.rekey.command..", "org.rekey.query..", "org.rekey.token..", "org.rekey.notifier.."
    };

    private static final ArchRule DOMAIN = classes()
            .that()
            .resideInAPackage("org.rekey.domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "org.rekey.domain..",
                    "java..",
                    "javax.crypto..",
                    "org.jspecify.annotations..",
                    "org.axonframework.modelling.command..",
                    "org.axonframework.commandhandling..",
                    "org.axonframework.eventhandling..",
                    "org.axonframework.messaging.annotation..");

    private static final ArchRule EVENT_STORE =
            mayNotImport("org.rekey.eventstore..", "org.rekey.adminapi..", SERVICES, "org.rekey.standalone..");

    private static final ArchRule EVENT_STORE_WITHOUT_WEB =
            mayNotImport("org.rekey.eventstore..", "org.rekey.web..", SERVICES, "org.rekey.standalone..");

    private static final ArchRule WEB = classes()
            .that()
            .resideInAPackage("org.rekey.web..")
            .should()
            .onlyDependOnClassesThat(JavaClass.Predicates.resideOutsideOfPackage("org.rekey..")
                    .or(JavaClass.Predicates.resideInAnyPackage("org.rekey.web", "org.rekey.domain")));

    private static final ArchRule ADMIN_API =
            mayNotImport("org.rekey.adminapi..", "", SERVICES, "org.rekey.standalone..");

    private static final Map<String, Class<?>> PLANTED_SERVICE_IMPORTS = Map.of(
            "org.rekey.command..", org.rekey.command.planted.CommandImportsQuery.class,
            "org.rekey.query..", org.rekey.query.planted.QueryImportsToken.class,
            "org.rekey.token..", org.rekey.token.planted.TokenImportsAdminApi.class,
            "org.rekey.notifier..", org.rekey.notifier.planted.NotifierImportsCommand.class);

    @Test
    void the_domain_imports_annotations_and_nothing_else() {
        holds(DOMAIN, org.rekey.domain.planted.DomainImportsSpring.class);
    }

    @Test
    void the_event_store_imports_no_service() {
        holds(EVENT_STORE, org.rekey.eventstore.planted.EventStoreImportsQuery.class);
        holds(EVENT_STORE_WITHOUT_WEB, org.rekey.eventstore.planted.EventStoreImportsQuery.class);
    }

    @Test
    void the_web_imports_the_domain_and_nothing_else_of_ours() {
        holds(WEB, org.rekey.web.planted.WebImportsEventStore.class);
    }

    @Test
    void the_admin_api_imports_no_service() {
        holds(ADMIN_API, org.rekey.adminapi.planted.AdminApiImportsCommand.class);
    }

    @TestFactory
    Stream<DynamicTest> no_service_imports_another() {
        return PLANTED_SERVICE_IMPORTS.entrySet().stream()
                .map(service -> DynamicTest.dynamicTest(
                        service.getKey(), () -> holds(noNeighbours(service.getKey()), service.getValue())));
    }

    private static ArchRule noNeighbours(String service) {
        String[] others =
                Stream.of(SERVICES).filter(other -> !other.equals(service)).toArray(String[]::new);
        boolean servesOAuth = service.startsWith("org.rekey.token");
        return mayNotImport(service, servesOAuth ? "org.rekey.adminapi.." : "", others, "org.rekey.standalone..");
    }

    private static ArchRule mayNotImport(String from, String one, String[] more, String last) {
        String[] all = Stream.concat(Stream.of(more), Stream.of(one, last))
                .filter(name -> !name.isEmpty())
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(all);
    }

    private static void holds(ArchRule rule, Class<?> planted) {
        assertThat(rule.evaluate(Production.planted(planted)).hasViolation())
                .as("the planted violation %s is found", planted.getSimpleName())
                .isTrue();
        rule.check(Production.CLASSES);
    }
}
