package org.rekey.architecture.planted;

import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.rekey.domain.DomainEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** What each rule of the house must catch. */
public final class Planted {

    public static final Class<?>[] CYCLE = {
        org.rekey.query.planted.one.KnowsTwo.class, org.rekey.query.planted.two.KnowsOne.class
    };
    public static final Class<?> EVENT_THAT_IS_NO_RECORD = ClassEvent.class;
    public static final Class<?> EVENT_WITH_A_PASSWORD = TalkativeEvent.class;
    public static final Class<?> READS_THE_CLOCK = ReadsTheClock.class;
    public static final Class<?>[] SAME_BEAN_TWICE = {OneConfiguration.class, OtherConfiguration.class};
    public static final Class<?> HANDLER_WITHOUT_A_GROUP = Groupless.class;
    public static final Class<?>[] SAME_GROUP_TWICE = {OneReader.class, OtherReader.class};

    public static final Class<?> SCAN_WITH_SHORT_NAMES = ShortNames.class;

    private Planted() {}

    @ComponentScan(basePackages = "org.rekey.architecture.planted.nothing")
    static final class ShortNames {}

    static final class ClassEvent implements DomainEvent {}

    record TalkativeEvent(String clientSecret) implements DomainEvent {}

    static final class ReadsTheClock {
        Instant now() {
            return Instant.now();
        }
    }

    static final class OneConfiguration {
        @Bean
        Object sameName() {
            return "one";
        }
    }

    static final class OtherConfiguration {
        @Bean
        Object sameName() {
            return "other";
        }
    }

    static final class Groupless {
        @EventHandler
        void on(TalkativeEvent event) {}
    }

    @ProcessingGroup("same")
    static final class OneReader {
        @EventHandler
        void on(TalkativeEvent event) {}
    }

    @ProcessingGroup("same")
    static final class OtherReader {
        @EventHandler
        void on(TalkativeEvent event) {}
    }
}
