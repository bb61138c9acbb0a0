package org.rekey.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.command.TestService.bean;
import static org.rekey.command.TestService.delete;
import static org.rekey.command.TestService.eventsOf;
import static org.rekey.command.TestService.newClient;
import static org.rekey.command.TestService.patch;
import static org.rekey.command.TestService.post;
import static org.rekey.command.TestService.unique;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.Api;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.Endpoint;
import org.rekey.eventstore.Commits;
import org.rekey.eventstore.Provenance;

class ApiWritesIT {

    @Test
    void rekeys_own_apis_stand_in_the_catalogue_from_the_start() {
        assertThat(eventsOf("api:rekey")).containsExactly("api.registered");
        assertThat(eventsOf("api:rekey-tokens")).containsExactly("api.registered");
        bean(BuiltInApisAtStart.class).start();
        assertThat(eventsOf("api:rekey")).containsExactly("api.registered");
    }

    @Test
    void an_api_is_registered_as_described() {
        String key = unique("assets");
        Reply registered = post(
                        "admin",
                        "/apis",
                        "{\"key\":\"" + key + "\",\"name\":\"Assets\",\"access\":[\"READ\",\"WRITE\"],"
                                + "\"scopes\":{\"READ\":\"data\"},\"audience\":\"https://assets.example\","
                                + "\"endpoints\":[{\"method\":\"GET\",\"path\":\"/assets/{id}\",\"access\":\"READ\"}]}")
                .expect(201);
        assertThat(registered.header("Location")).isEqualTo("/api/v1/apis/" + key);
        assertThat(definition(key))
                .isEqualTo(new ApiDefinition(
                        "Assets",
                        Set.of(AccessLevel.READ, AccessLevel.WRITE),
                        Map.of(AccessLevel.READ, "data"),
                        "https://assets.example",
                        List.of(Endpoint.of("GET", "/assets/{id}", AccessLevel.READ))));
    }

    @Test
    void an_api_that_says_nothing_of_access_offers_reading() {
        assertThat(definition(register()).access()).containsExactly(AccessLevel.READ);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"access\":[]|access|422",
                "\"access\":[\"EXECUTE\"]|access[0]|422",
                "\"access\":\"READ\"|access|400",
                "\"scopes\":{\"WRITE\":\"w\"}|scopes|422",
                "\"scopes\":{\"read\":\"r\"}|scopes.read|400",
                "\"scopes\":{\"READ\":\"rekey.write\"}|scopes|422",
                "\"audience\":\"assets\"|audience|422",
                "\"endpoints\":[{\"method\":\"get\",\"path\":\"/a\"}]|endpoints|422",
                "\"endpoints\":[{\"method\":\"GET\",\"path\":\"a\"}]|endpoints|422",
                "\"endpoints\":[{\"method\":\"GET\",\"path\":\"/a\",\"access\":\"WRITE\"}]|endpoints|422",
                "\"endpoints\":[{\"method\":\"GET\",\"path\":\"/a\",\"x\":1}]|endpoints[0].x|400",
                "\"endpoints\":[{\"method\":\"**\",\"path\":\"/a\"}]|endpoints|422",
                "\"endpoints\":[{\"method\":\"GET\",\"path\":\"/a/**/b\"}]|endpoints|422",
                "\"endpoints\":[{\"method\":\"GET\",\"path\":\"/a**\"}]|endpoints|422",
                "\"endpoints\":[{\"method\":\"GET\",\"path\":\"/{a}{b}\"}]|endpoints|422",
                "\"endpoints\":[{\"method\":\"GET\",\"path\":\"/a\",\"authority\":\"a b\"}]|endpoints|422",
                "\"endpoints\":[{\"method\":\"GET\",\"path\":\"/a\",\"authority\":\"\"}]|endpoints|422",
                "\"endpoints\":[{\"method\":\"GET\",\"path\":\"/a\",\"authority\":{}}]|endpoints[0].authority|400",
                "\"owner\":\"me\"|owner|400"
            })
    void what_is_wrong_with_an_api_is_named(String field, String named, int status) {
        post("admin", "/apis", "{\"key\":\"" + unique("api") + "\",\"name\":\"n\"," + field + "}")
                .expect(status, named);
    }

    @Test
    void DC_14_OS_15_an_endpoint_may_stand_for_many_and_need_an_authority_beside_the_scope() {
        String key = register();
        String endpoints = "{\"access\":[\"READ\",\"WRITE\"],\"endpoints\":["
                + "{\"method\":\"*\",\"path\":\"/api/rest/v4/data/**\",\"authority\":\"group:analysts\"},"
                + "{\"method\":\"POST\",\"path\":\"/v1/{country_code}/validate\",\"access\":\"WRITE\","
                + "\"authority\":\"dvs:validate\"},"
                + "{\"method\":\"GET\",\"path\":\"/**\",\"authority\":null}]}";
        patch("admin", "/apis/" + key, endpoints).expect(204);
        assertThat(definition(key).endpoints())
                .containsExactly(
                        Endpoint.of("*", "/api/rest/v4/data/**", AccessLevel.READ, "group:analysts"),
                        Endpoint.of("POST", "/v1/{country_code}/validate", AccessLevel.WRITE, "dvs:validate"),
                        Endpoint.of("GET", "/**", AccessLevel.READ));
        String another = unique("api");
        post("admin", "/apis", "{\"key\":\"" + another + "\",\"name\":\"n\"," + endpoints.substring(1))
                .expect(201);
        assertThat(definition(another).endpoints()).isEqualTo(definition(key).endpoints());
    }

    @Test
    void a_key_and_a_name_are_needed() {
        post("admin", "/apis", "{\"name\":\"n\"}").expect(422, "key");
        post("admin", "/apis", "{\"key\":\"" + unique("api") + "\"}").expect(422, "name");
        post("admin", "/apis", "{\"key\":\"Not A Key\",\"name\":\"n\"}").expect(422, "key");
    }

    @Test
    void a_patch_changes_what_it_names() {
        String key = register();
        Reply patched = patch("admin", "/apis/" + key, "{\"access\":[\"READ\",\"WRITE\"],\"scopes\":{\"WRITE\":\"w\"}}")
                .expect(204);
        assertThat(patched.header("ETag")).isEqualTo("\"1\"");
        patch("admin", "/apis/" + key, "{\"scopes\":{\"READ\":\"r\",\"WRITE\":null}}")
                .expect(204);
        assertThat(definition(key).scopes()).isEqualTo(Map.of(AccessLevel.READ, "r"));
        assertThat(definition(key).access()).hasSize(2);
        patch("admin", "/apis/" + key, "{\"key\":\"x\"}").expect(422, "key");
        patch("admin", "/apis/" + key, "{\"name\":null}").expect(422, "name");
        patch("admin", "/apis/" + key, "{\"name\":\"n\"}", "If-Match", "\"0\"").expect(412);
    }

    @Test
    void a_retired_api_is_gone_for_good_and_can_no_longer_be_granted() {
        String key = register();
        delete("admin", "/apis/" + key).expect(204);
        delete("admin", "/apis/" + key).expect(404);
        patch("admin", "/apis/" + key, "{\"name\":\"n\"}").expect(404);
        post("admin", "/apis", "{\"key\":\"" + key + "\",\"name\":\"n\"}").expect(409);
        post("admin", "/clients", newClient("\"scopes\":[{\"api\":\"" + key + "\"}]"))
                .expect(422, "scopes");
    }

    @Test
    void of_two_who_register_one_key_at_once_one_is_refused() {
        String body = "{\"key\":\"" + unique("api") + "\",\"name\":\"n\"}";
        assertThat(Together.run(2, number -> post("admin", "/apis", body).status()))
                .containsExactlyInAnyOrder(201, 409);
    }

    @Test
    void built_in_and_unknown_apis_do_not_change() {
        patch("admin", "/apis/rekey", "{\"name\":\"n\"}").expect(409);
        delete("admin", "/apis/rekey-tokens").expect(409);
        delete("admin", "/apis/no-such").expect(404);
        delete("admin", "/apis/NO%20KEY").expect(404);
    }

    private static String register() {
        String key = unique("api");
        post("admin", "/apis", "{\"key\":\"" + key + "\",\"name\":\"n\"}").expect(201);
        return key;
    }

    private static ApiDefinition definition(String key) {
        return bean(Commits.class)
                .inOneTransaction(Provenance.process("test"), dispatch -> bean(Aggregates.class)
                        .load(Api.class, "api:" + key)
                        .now()
                        .definition())
                .result();
    }
}
