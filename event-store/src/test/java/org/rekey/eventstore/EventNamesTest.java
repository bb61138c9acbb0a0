package org.rekey.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rekey.domain.alert.AlertEvent;
import org.rekey.domain.alert.ReminderEvent;
import org.rekey.domain.api.ApiEvent;
import org.rekey.domain.client.ClientEvent;
import org.rekey.domain.directory.GroupEvent;
import org.rekey.domain.directory.UserEvent;
import org.rekey.domain.key.KeyEvent;
import org.rekey.domain.log.LogEvent;
import org.rekey.domain.role.RoleEvent;
import org.rekey.domain.secret.SecretEvent;
import org.rekey.domain.token.TokenEvent;
import org.rekey.domain.webhook.WebhookEvent;

class EventNamesTest {

    @Test
    void every_event_of_the_domain_has_a_name() {
        List<Class<?>> events = Stream.of(
                        ClientEvent.class,
                        SecretEvent.class,
                        ApiEvent.class,
                        RoleEvent.class,
                        UserEvent.class,
                        GroupEvent.class,
                        AlertEvent.class,
                        ReminderEvent.class,
                        WebhookEvent.class,
                        TokenEvent.class,
                        KeyEvent.class,
                        LogEvent.class)
                .<Class<?>>flatMap(feature -> Arrays.stream(feature.getPermittedSubclasses()))
                .toList();

        assertThat(EventNames.events()).extracting(StoredName::type).hasSameElementsAs(events);
    }

    @Test
    void a_name_is_a_feature_and_what_happened() {
        assertThat(EventNames.events()).allSatisfy(event -> {
            String feature = event.type().getPackageName().replaceAll(".*\\.", "");
            String things = feature.equals("directory") ? "(user|group)" : feature;
            assertThat(event.name()).matches(things + "\\.[a-z]+(-[a-z]+)*");
        });
    }
}
