package org.rekey.command.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.command.scim.UserPatchTest.quoted;
import static org.rekey.command.scim.UserPatchTest.tree;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rekey.domain.directory.UserProfile;

/** A person's entry, as a resource and back. Apostrophes stand for quotes. */
class UserDocumentTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{'value':'a@x.com','type':'home'},{'value':'b@x.com','type':'work'},{'value':'c@x.com','primary':true}] | c@x.com",
                "[{'value':'a@x.com','type':'home'},{'value':'b@x.com','type':'work'},{'value':'c@x.com','primary':'True'}] | c@x.com",
                "[{'value':'a@x.com','type':'home'},{'value':'b@x.com','type':'Work'}] | b@x.com",
                "[{'value':'a@x.com'},{'value':'b@x.com'}] | a@x.com",
                "[{'value':'','primary':true},{'value':'b@x.com'}] | b@x.com",
                "['a@x.com'] | a@x.com",
                "{'value':'a@x.com'} | a@x.com",
                "[] |",
                "null |",
            })
    void one_of_the_addresses_is_chosen(String emails, String chosen) {
        assertThat(UserDocument.profile(tree("{'userName':'j','emails':" + emails + "}"))
                        .email())
                .isEqualTo(chosen);
    }

    @Test
    void what_has_no_field_of_its_own_is_kept_and_given_back() {
        ObjectNode user = tree("{'schemas':['x'],'id':'7','userName':'j','externalId':'e','active':false,"
                + "'name':{'givenName':'J','honorificSuffix':null},'title':'T','nickName':'','x509Certificates':[],"
                + "'phoneNumbers':[{'value':'1','type':'work'}],'groups':[{'value':'g'}],'meta':{'version':'1'},"
                + "'" + Scim.ENTERPRISE_USER + "':{'manager':{'value':'m'}}}");
        UserProfile profile = UserDocument.profile(user);
        assertThat(profile.attributes())
                .isEqualTo(Map.of(
                        "name",
                        Map.of("givenName", "J"),
                        "title",
                        "T",
                        "nickName",
                        "",
                        "phoneNumbers",
                        List.of(Map.of("value", "1", "type", "work")),
                        Scim.ENTERPRISE_USER,
                        Map.of("manager", Map.of("value", "m"))));
        ObjectNode again = UserDocument.of(profile, false);
        assertThat(again.path("title").textValue()).isEqualTo("T");
        assertThat(again.at("/" + Scim.ENTERPRISE_USER + "/manager/value").textValue())
                .isEqualTo("m");
        assertThat(UserDocument.profile(again)).isEqualTo(profile);
        assertThat(UserDocument.active(again)).isFalse();
    }

    @Test
    void I12_a_password_is_never_kept() {
        UserProfile profile = UserDocument.profile(tree("{'userName':'j','password':'a','PassWord':'b'}"));
        assertThat(profile.attributes()).isEmpty();
        assertThat(UserDocument.of(new UserProfile("j", null, null, null, Map.of("password", "x")), true)
                        .toString())
                .doesNotContain("x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'userName':'j','displayName':'D','name':{'formatted':'F'}} | D",
                "{'userName':'j','displayName':'','name':{'formatted':'F'}} | F",
                "{'USERNAME':'j','DisplayName':'D'} | D",
                "{'userName':'j','name':'not an object'} |",
            })
    void a_person_is_shown_by_one_name(String user, String name) {
        assertThat(UserDocument.profile(tree(user)).displayName()).isEqualTo(name);
    }

    @Test
    void an_address_that_was_changed_elsewhere_is_the_one_given_back() {
        Map<String, Object> kept = Map.of(
                "emails",
                List.of(Map.of("value", "old@x.com", "type", "work"), Map.of("value", "home@x.com", "type", "home")));
        ObjectNode user = UserDocument.of(new UserProfile("j", "new@x.com", null, null, kept), true);
        assertThat(user.at("/emails/0/value").textValue()).isEqualTo("new@x.com");
        assertThat(user.at("/emails/1/value").textValue()).isEqualTo("home@x.com");
        assertThat(UserDocument.of(new UserProfile("j", null, null, null, kept), true)
                        .has("emails"))
                .isFalse();
        assertThat(UserDocument.of(UserProfile.of("j", "j@x.com", null), true)
                        .path("emails")
                        .toString())
                .isEqualTo(quoted("[{'value':'j@x.com','type':'work','primary':true}]"));
    }
}
