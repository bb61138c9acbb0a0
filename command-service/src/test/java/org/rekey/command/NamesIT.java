package org.rekey.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.command.TestService.createClient;
import static org.rekey.command.TestService.delete;
import static org.rekey.command.TestService.patch;
import static org.rekey.command.TestService.post;
import static org.rekey.command.TestService.put;
import static org.rekey.command.TestService.scim;
import static org.rekey.command.TestService.unique;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people call things is what others see, and two names that look alike are one. */
class NamesIT {

    @ParameterizedTest
    @ValueSource(strings = {"\\u2028", "\\u2029", "\\u3164", "\\u115f", "\\u202e", "\\u00a0", "\\u180e", "\\ue000"})
    void B21_no_name_hides_a_character(String hidden) {
        String name = "\"" + hidden + "x" + hidden + "\"";
        post("admin", "/clients", "{\"scopes\":\"all\",\"name\":" + name + "}").expect(422, "name");
        post("admin", "/roles", "{\"name\":" + name + "}").expect(422, "name");
        post("admin", "/groups", "{\"name\":" + name + "}").expect(422, "name");
        post("admin", "/users", "{\"userName\":" + name + "}").expect(422, "userName");
        post("admin", "/users", "{\"userName\":\"" + unique("u") + "\",\"displayName\":" + name + "}")
                .expect(422, "displayName");
        post("admin", "/apis", "{\"key\":\"" + unique("k") + "\",\"name\":" + name + ",\"access\":[\"READ\"]}")
                .expect(422, "name");
        patch("admin", "/clients/" + createClient("admin"), "{\"name\":" + name + "}")
                .expect(422, "name");
        for (String resource : new String[] {"Users\",\"userName", "Groups\",\"displayName"}) {
            String[] parts = resource.split("\",\"");
            Reply reply = scim(
                    "admin",
                    "POST",
                    "/" + parts[0],
                    "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:" + parts[0].replaceAll("s$", "") + "\"],\""
                            + parts[1] + "\":" + name + "}");
            assertThat(reply.status()).as(reply.http().body()).isEqualTo(400);
            assertThat(reply.text("/scimType")).isEqualTo("invalidValue");
        }
    }

    @Test
    void B21_neither_does_a_description() {
        String described = "\"description\":\"pay\\u202eload\"";
        post("admin", "/clients", TestService.newClient(described)).expect(422, "description");
        post("admin", "/roles", "{\"name\":\"" + unique("role") + "\"," + described + "}")
                .expect(422, "description");
    }

    @ParameterizedTest
    @CsvSource({"zo\u00eb,zoe\u0308", "bob,\uff22\uff2f\uff22", "kim,\u212Aim", "\uff76\uff9e,\u30AC"})
    void B21_two_spellings_are_one_user_group_or_role(String one, String another) {
        String end = unique("");
        String id = post("admin", "/users", "{\"userName\":\"" + one + end + "\"}")
                .expect(201)
                .text("/id");
        post("admin", "/users", "{\"userName\":\"" + another + end + "\"}").expect(409);
        assertThat(scim(
                                "admin",
                                "POST",
                                "/Users",
                                "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"]," + "\"userName\":\""
                                        + another + end + "\"}")
                        .status())
                .isEqualTo(409);
        Reply found = scim(
                "admin",
                "GET",
                "/Users?filter=" + URLEncoder.encode("userName eq \"" + another + end + "\"", StandardCharsets.UTF_8),
                null);
        assertThat(found.text("/Resources/0/id")).as(found.http().body()).isEqualTo(id);
        for (String kind : new String[] {"/groups", "/roles"}) {
            post("admin", kind, "{\"name\":\"" + one + end + "\"}").expect(201);
            post("admin", kind, "{\"name\":\"" + another + end + "\"}").expect(409);
        }
        put("admin", "/users/" + id + "/password", "{\"password\":\"a long enough secret word\"}")
                .expect(204);
        assertThat(SignInIT.signIn(another + end, "a long enough secret word").status())
                .isEqualTo(200);
        delete("admin", "/users/" + id).expect(204);
        post("admin", "/users", "{\"userName\":\"" + another + end + "\"}").expect(201);
    }
}
