package org.rekey.query.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.query.QueryApplication.api;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.api.BuiltInApis;
import org.rekey.domain.api.ChangeApi;
import org.rekey.domain.api.Endpoint;
import org.rekey.domain.api.RegisterApi;
import org.rekey.domain.api.RetireApi;
import org.rekey.query.QueryApplication;
import org.rekey.query.QueryApplication.Answer;

class ApiIT {

    private final QueryApplication app = QueryApplication.shared();

    @Test
    void an_api_is_shown_as_it_is_registered() {
        app.does(new RegisterApi(
                new ApiKey("shown-as-is"),
                new ApiDefinition(
                        "Listing",
                        Set.of(AccessLevel.WRITE, AccessLevel.READ),
                        Map.of(AccessLevel.READ, "data"),
                        "https://api.example/",
                        List.of(
                                Endpoint.of("GET", "/assets/{id}", AccessLevel.READ),
                                Endpoint.of("*", "/assets/**", AccessLevel.WRITE, "assets:steward")))));

        Answer answer = app.get("/api/v1/apis/shown-as-is");

        assertThat(answer.body())
                .isEqualTo("{\"key\":\"shown-as-is\",\"name\":\"Listing\",\"access\":[\"READ\",\"WRITE\"],"
                        + "\"scopes\":{\"READ\":\"data\"},\"audience\":\"https://api.example/\",\"endpoints\":"
                        + "[{\"method\":\"GET\",\"path\":\"/assets/{id}\",\"access\":\"READ\"},"
                        + "{\"method\":\"*\",\"path\":\"/assets/**\",\"access\":\"WRITE\","
                        + "\"authority\":\"assets:steward\"}],\"builtIn\":false}");
        assertThat(answer.header("ETag")).isEqualTo("\"0\"");
        assertThat(app.get("admin", "/api/v1/apis/shown-as-is", "If-None-Match", "\"0\"")
                        .status())
                .isEqualTo(304);
    }

    @Test
    void a_change_gives_another_version_and_a_retired_api_is_gone() {
        app.does(api("short-lived", AccessLevel.READ));
        app.does(new ChangeApi(
                new ApiKey("short-lived"),
                new ApiDefinition("Renamed", Set.of(AccessLevel.READ), Map.of(), null, List.of())));
        Answer changed = app.get("/api/v1/apis/short-lived");
        assertThat(changed.json().get("name").asString()).isEqualTo("Renamed");
        assertThat(changed.header("ETag")).isEqualTo("\"1\"");

        app.does(new RetireApi(new ApiKey("short-lived")));

        assertThat(app.get("/api/v1/apis/short-lived").status()).isEqualTo(404);
        assertThat(app.get("/api/v1/apis?limit=200").each("key")).doesNotContain("short-lived");
    }

    @Test
    void the_catalogue_is_paged_by_key() {
        app.does(api("z-one", AccessLevel.READ));
        app.does(api("z-two", AccessLevel.READ));

        Answer first = app.get("/api/v1/apis?limit=1");
        Answer second = app.get(
                "/api/v1/apis?limit=1&cursor=" + first.json().get("next").asString());

        assertThat(second.each("key").get(0)).isGreaterThan(first.each("key").get(0));
        assertThat(app.get("/api/v1/apis?limit=200").each("key")).endsWith("z-one", "z-two");
        assertThat(app.get("/api/v1/apis?limit=200").json().get("next").isNull())
                .isTrue();
    }

    @Test
    void built_in_apis_are_marked() {
        BuiltInApis.all().forEach(app::does);

        assertThat(app.get("/api/v1/apis/rekey").json().get("builtIn").asBoolean())
                .isTrue();
        assertThat(app.get("/api/v1/apis/rekey-tokens").json().get("scopes").toString())
                .isEqualTo("{\"READ\":\"rekey.introspect\"}");
    }
}
