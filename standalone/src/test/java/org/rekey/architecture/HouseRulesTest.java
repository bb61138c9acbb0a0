package org.rekey.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.junit.jupiter.api.Test;
import org.rekey.architecture.planted.Planted;
import org.rekey.domain.DomainEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

class HouseRulesTest {

    private static final Set<String> TELLTALE_NAMES = Set.of("secret", "password", "plaintext", "token", "privatekey");

    private static final ArchRule NO_CYCLES =
            slices().matching("org.rekey.(**)").should().beFreeOfCycles();

    private static final ArchRule EVENTS_ARE_RECORDS = classes()
            .that()
            .implement(DomainEvent.class)
            .and()
            .areNotInterfaces()
            .should()
            .beRecords();

    private static final ArchRule EVENTS_HOLD_NO_SECRET = fields().that()
            .areDeclaredInClassesThat()
            .implement(DomainEvent.class)
            .should(notBeTextNamedLikeASecret());

    /** Wiring, and the entry points of a process: where a clock and a source of randomness come from. */
    private static final DescribedPredicate<JavaClass> WIRING = new DescribedPredicate<>("named wiring") {
        @Override
        public boolean test(JavaClass type) {
            return type.getSimpleName().endsWith("Configuration")
                    || type.getPackageName().equals("org.rekey.standalone")
                    || type.getPackageName().startsWith("org.rekey.benchmarks");
        }
    };

    /** Beans that are found by scanning have the names of their classes, with the package. */
    private static final ArchRule SCANS_NAME_BEANS_IN_FULL =
            classes().that().areAnnotatedWith(ComponentScan.class).should(nameBeansInFull());

    private static final ArchRule TIME_AND_CHANCE_ARE_ARGUMENTS = noClasses()
            .that(DescribedPredicate.not(WIRING))
            .should(callMethod(Instant.class, "now"))
            .orShould(callMethod(Clock.class, "systemUTC"))
            .orShould(callMethod(Clock.class, "systemDefaultZone"))
            .orShould()
            .callConstructor(SecureRandom.class);

    @Test
    void packages_have_no_cycles() {
        holds(NO_CYCLES, Planted.CYCLE);
    }

    @Test
    void events_are_records() {
        holds(EVENTS_ARE_RECORDS, Planted.EVENT_THAT_IS_NO_RECORD);
    }

    @Test
    void I12_no_event_has_room_for_a_secret_in_clear() {
        holds(EVENTS_HOLD_NO_SECRET, Planted.EVENT_WITH_A_PASSWORD);
    }

    @Test
    void time_and_chance_are_arguments() {
        holds(TIME_AND_CHANCE_ARE_ARGUMENTS, Planted.READS_THE_CLOCK);
    }

    @Test
    void bean_names_are_unique_over_all_modules() {
        assertThat(repeated(beanNames(Production.planted(Planted.SAME_BEAN_TWICE))))
                .as("the planted violation is found")
                .isNotEmpty();
        assertThat(repeated(beanNames(Production.CLASSES))).isEmpty();
        holds(SCANS_NAME_BEANS_IN_FULL, Planted.SCAN_WITH_SHORT_NAMES);
    }

    @Test
    void every_reader_of_events_names_its_own_processing_group() {
        assertThat(groupless(Production.planted(Planted.HANDLER_WITHOUT_A_GROUP)))
                .as("the planted violation is found")
                .isNotEmpty();
        assertThat(groupless(Production.CLASSES)).isEmpty();
        assertThat(repeated(groups(Production.planted(Planted.SAME_GROUP_TWICE))))
                .as("the planted violation is found")
                .isNotEmpty();
        assertThat(repeated(groups(Production.CLASSES))).isEmpty();
    }

    private static void holds(ArchRule rule, Class<?>... planted) {
        assertThat(rule.evaluate(Production.planted(planted)).hasViolation())
                .as("the planted violation is found")
                .isTrue();
        rule.check(Production.CLASSES);
    }

    private static ArchCondition<JavaField> notBeTextNamedLikeASecret() {
        return new ArchCondition<>("not be text named like a secret") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                String name = field.getName().toLowerCase(Locale.ROOT);
                boolean text = field.getRawType().isEquivalentTo(String.class)
                        || field.getRawType().isEquivalentTo(byte[].class)
                        || field.getRawType().isEquivalentTo(char[].class);
                if (text && TELLTALE_NAMES.stream().anyMatch(name::contains)) {
                    events.add(
                            SimpleConditionEvent.violated(field, field.getFullName() + " may hold a secret in clear"));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> nameBeansInFull() {
        return new ArchCondition<>("name beans in full") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Class<?> generator =
                        type.reflect().getAnnotation(ComponentScan.class).nameGenerator();
                if (generator != FullyQualifiedAnnotationBeanNameGenerator.class) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " names beans in short"));
                }
            }
        };
    }

    private static List<String> beanNames(JavaClasses classes) {
        List<String> names = new ArrayList<>();
        for (JavaClass type : classes) {
            for (JavaMethod method : type.getMethods()) {
                method.tryGetAnnotationOfType(Bean.class)
                        .ifPresent(bean -> names.add(bean.name().length > 0 ? bean.name()[0] : method.getName()));
            }
        }
        return names;
    }

    private static List<String> groupless(JavaClasses classes) {
        return readers(classes)
                .filter(reader -> !reader.isAnnotatedWith(ProcessingGroup.class))
                .map(JavaClass::getName)
                .toList();
    }

    private static List<String> groups(JavaClasses classes) {
        return readers(classes)
                .filter(reader -> reader.isAnnotatedWith(ProcessingGroup.class))
                .map(reader -> reader.getAnnotationOfType(ProcessingGroup.class).value())
                .toList();
    }

    /** Classes outside the domain with methods that the framework calls with events. */
    private static Stream<JavaClass> readers(JavaClasses classes) {
        return classes.stream()
                .filter(type -> !type.getPackageName().startsWith("org.rekey.domain"))
                .filter(type -> type.getMethods().stream().anyMatch(HouseRulesTest::handlesEvents));
    }

    private static boolean handlesEvents(JavaMethod method) {
        return method.isMetaAnnotatedWith(EventHandler.class) || method.isAnnotatedWith(EventHandler.class);
    }

    private static Set<String> repeated(List<String> names) {
        return names.stream().collect(Collectors.groupingBy(name -> name, Collectors.counting())).entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
