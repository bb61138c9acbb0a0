package org.rekey.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rekey.eventstore.TestApplication.SOMEBODY;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class CommitsIT {

    private static final TestApplication application = TestApplication.start();

    @AfterAll
    static void close() {
        application.close();
    }

    @Test
    void an_event_stands_in_the_log_under_its_stable_name_and_as_readable_json() {
        long position = application.create("counter:json");

        Map<String, Object> row = application
                .jdbc()
                .sql("select * from eventstore.event where global_index = ?")
                .param(position)
                .query()
                .singleRow();

        assertThat(row.get("payload_type")).isEqualTo("counter.created");
        assertThat(row.get("payload_revision")).isEqualTo("1");
        assertThat(row.get("type")).isEqualTo("counter");
        assertThat((String) row.get("payload")).matches("\\{\"name\":\"counter:json\",\"at\":\"20[^\"]+Z\"}");
        assertThat((String) row.get("meta_data"))
                .isEqualTo("{\"actor\":\"client:tester\",\"ip\":\"192.0.2.7\",\"reason\":\"a test\",\"source\":\"api\","
                        + "\"tenant\":\"acme\",\"traceId\":\"trace-1\",\"userAgent\":\"curl/8\"}");
    }

    @Test
    void a_projection_sees_what_was_committed() {
        application.create("counter:seen");
        long position = application.count("counter:seen");

        assertThat(application.seen(position)).isTrue();
        assertThat(application.counted("counter:seen")).isEqualTo(1);
    }

    @Test
    void a_refusal_comes_out_as_it_is() {
        application.create("counter:refuse");

        assertThatThrownBy(() -> application.commits().dispatch(SOMEBODY, new Counter.Refuse("counter:refuse")))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("no");
    }

    @Test
    void creating_what_exists_is_a_conflict() {
        application.create("counter:twice");

        assertThatThrownBy(() -> application.create("counter:twice")).isInstanceOf(ConflictException.class);
    }
}
