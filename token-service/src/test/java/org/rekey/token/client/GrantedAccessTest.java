package org.rekey.token.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.client.Grant;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.token.api.Apis;

class GrantedAccessTest {

    private static final ApiDefinition READ_AND_WRITE =
            new ApiDefinition("x", Set.of(AccessLevel.READ, AccessLevel.WRITE), Map.of(), null, List.of());
    private static final ApiDefinition DATA = new ApiDefinition(
            "y", Set.of(AccessLevel.READ), Map.of(AccessLevel.READ, "data"), "https://y.example", List.of());
    private static final Apis APIS =
            Apis.of(Map.of("orders", READ_AND_WRITE, "lake", DATA, "sea", DATA, "rekey", READ_AND_WRITE));

    private static Grant grant(String api, AccessLevel... levels) {
        return new Grant(new ApiKey(api), Set.of(levels));
    }

    private static GrantedAccess access(Grant... grants) {
        return new GrantedAccess(GrantedScopes.of(List.of(grants)), APIS);
    }

    @Test
    void scopes_come_in_the_order_of_the_grants_with_the_audiences_of_their_APIs() {
        Access all = access(grant("orders", AccessLevel.WRITE, AccessLevel.READ), grant("lake"))
                .all();

        assertThat(all.text()).isEqualTo("orders.read orders.write data");
        assertThat(all.audiences()).containsExactly("orders", "https://y.example");
        assertThat(new String(all.claims(), StandardCharsets.UTF_8))
                .isEqualTo("\"aud\":[\"orders\",\"https://y.example\"],\"scope\":\"orders.read orders.write data\"");
    }

    @Test
    void what_the_catalogue_no_longer_offers_is_left_out() {
        Access all = access(grant("orders", AccessLevel.READ, AccessLevel.DELETE), grant("gone"))
                .all();

        assertThat(all.text()).isEqualTo("orders.read");
        assertThat(new String(all.claims(), StandardCharsets.UTF_8)).startsWith("\"aud\":\"orders\",");
    }

    @Test
    void a_scope_that_two_APIs_share_is_for_both() {
        assertThat(access(grant("lake"), grant("sea")).all().text()).isEqualTo("data");
    }

    @Test
    void all_means_all_but_Rekeys_own_which_have_to_be_named() {
        GrantedAccess everything = new GrantedAccess(GrantedScopes.everything(), APIS);
        GrantedAccess andRekey = new GrantedAccess(new GrantedScopes(true, List.of(grant("rekey"))), APIS);

        assertThat(everything.all().text()).isEqualTo("data orders.read orders.write");
        assertThat(andRekey.all().text()).isEqualTo("data orders.read orders.write rekey.read");
    }

    @Test
    void asking_for_more_than_is_granted_gives_nothing() {
        GrantedAccess access = access(grant("orders"));

        assertThat(access.of("orders.read")).isSameAs(access.all());
        assertThat(access.of("orders.read orders.write")).isNull();
        assertThat(access.of(" ")).isNull();
    }

    @Test
    void of_what_was_issued_only_what_is_still_granted_counts() {
        GrantedAccess access = access(grant("orders"));

        assertThat(access.stillGranted("orders.write orders.read").text()).isEqualTo("orders.read");
        assertThat(access.stillGranted("orders.write").isEmpty()).isTrue();
    }

    @Test
    void what_is_for_some_APIs_has_only_their_scopes_and_audiences() {
        GrantedAccess access = access(grant("orders"), grant("lake"));

        Access narrow =
                access.narrowedTo("https://y.example https://unknown.example").all();

        assertThat(narrow.text()).isEqualTo("data");
        assertThat(narrow.audiences()).containsExactly("https://y.example");
        assertThat(access.narrowedTo("https://unknown.example").all().isEmpty()).isTrue();
        assertThat(access.narrowedTo(null)).isSameAs(access);
    }

    @Test
    void only_a_URI_names_an_API_to_others() {
        GrantedAccess access = access(grant("orders"), grant("lake"));

        assertThat(access.isFor("https://y.example")).isTrue();
        assertThat(access.isFor("orders")).isFalse();
        assertThat(access.isFor("https://x.example")).isFalse();
    }
}
