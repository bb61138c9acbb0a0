package org.rekey.command.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.utils.JsonUtils;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rekey.adminapi.ProblemException;

/** What the operations of a PATCH come to, in the spellings of several providers. Apostrophes stand for quotes. */
class UserPatchTest {

    private static final String JANE = "{'userName':'jane','externalId':'e1','displayName':'Jane','active':true,"
            + "'name':{'givenName':'Jane','familyName':'Doe'},"
            + "'emails':[{'type':'work','value':'jane@acme.com','primary':true},{'type':'home','value':'j@home.org'}]}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'op':'Replace','path':'active','value':'False'} | /active | false",
                "{'op':'replace','path':'active','value':false} | /active | false",
                "{'op':'REPLACE','path':'Active','value':'false'} | /active | false",
                "{'op':'replace','value':{'active':false}} | /active | false",
                "{'op':'Add','path':'displayName','value':'J'} | /displayName | 'J'",
                "{'op':'replace','path':'urn:ietf:params:scim:schemas:core:2.0:User:displayName','value':'J'} | /displayName | 'J'",
                "{'op':'replace','value':{'name.givenName':'Joan'}} | /name | {'givenName':'Joan','familyName':'Doe'}",
                "{'op':'replace','value':{'name':{'givenName':'Joan'}}} | /name | {'givenName':'Joan','familyName':'Doe'}",
                "{'op':'replace','path':'name.familyName','value':'Roe'} | /name/familyName | 'Roe'",
                "{'op':'remove','path':'name.familyName'} | /name | {'givenName':'Jane'}",
                "{'op':'add','path':'title','value':'Boss'} | /title | 'Boss'",
                "{'op':'Replace','path':'emails[type eq \\'work\\'].value','value':'new@acme.com'} | /emails/0 | {'type':'work','value':'new@acme.com','primary':true}",
                "{'op':'Add','path':'emails[type eq \\'work\\'].value','value':'new@acme.com'} | /emails/0/value | 'new@acme.com'",
                "{'op':'Add','path':'phoneNumbers[type eq \\'mobile\\'].value','value':'1'} | /phoneNumbers | [{'type':'mobile','value':'1'}]",
                "{'op':'Replace','path':'phoneNumbers[type eq \\'mobile\\'].value','value':'1'} | /phoneNumbers | [{'type':'mobile','value':'1'}]",
                "{'op':'Replace','value':{'phoneNumbers[type eq \\'mobile\\'].value':'1'}} | /phoneNumbers | [{'type':'mobile','value':'1'}]",
                "{'op':'Add','path':'addresses[type eq \\'work\\' and primary eq true]','value':{'region':'BY'}} | /addresses | [{'type':'work','primary':true,'region':'BY'}]",
                "{'op':'remove','path':'emails[type eq \\'home\\']'} | /emails | [{'type':'work','value':'jane@acme.com','primary':true}]",
                "{'op':'remove','path':'emails'} | /emails |",
                "{'op':'replace','path':'externalId','value':null} | /externalId |",
                "{'op':'add','path':'roles','value':{'value':'admin'}} | /roles | [{'value':'admin'}]",
                "{'op':'add','path':'emails','value':[{'value':'x@acme.com','primary':true}]} | /emails/0/primary | false",
                "{'op':'add','path':'emails','value':[{'value':'x@acme.com','primary':true}]} | /emails/2 | {'value':'x@acme.com','primary':true}",
                "{'op':'add','path':'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department','value':'IT'} | /urn:ietf:params:scim:schemas:extension:enterprise:2.0:User | {'department':'IT'}",
                "{'op':'add','value':{'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':{'department':'IT'}}} | /urn:ietf:params:scim:schemas:extension:enterprise:2.0:User | {'department':'IT'}",
                "{'op':'replace','value':{'id':'other','schemas':[],'displayName':'J'}} | /displayName | 'J'",
                "{'op':'replace','path':'emails[type eq \\'home\\'].value','value':null} | /emails/1/value | null",
                "{'op':'add','path':'title','value':null} | /title |",
                "{'op':'replace','path':'emails','value':[]} | /emails |",
                "{'op':'replace','path':'password','value':'secret'} | /password |",
                "{'op':'replace','value':{'password':'secret'}} | /password |",
            })
    void an_operation_changes_what_it_names(String operation, String pointer, String expected) {
        ObjectNode user = tree(JANE);
        UserPatch.of(patch(operation)).apply(user);
        UserDocument.profile(user);
        JsonNode found =
                pointer.equals("/active") ? ScimJson.NODES.booleanNode(UserDocument.active(user)) : user.at(pointer);
        if (expected == null) {
            assertThat(found.isMissingNode()).as(user.toString()).isTrue();
        } else {
            assertThat(found.toString()).isEqualTo(quoted(expected));
        }
    }

    @Test
    void operations_follow_one_another() {
        ObjectNode user = tree(JANE);
        UserPatch.of(patch(
                        "{'op':'remove','path':'emails'}",
                        "{'op':'add','path':'emails','value':{'value':'n@acme.com'}}"))
                .apply(user);
        assertThat(UserDocument.profile(user).email()).isEqualTo("n@acme.com");
        assertThat(user.path("emails")).hasSize(1);
    }

    @Test
    void a_patch_can_be_applied_again() {
        UserPatch patch = UserPatch.of(patch(
                "{'op':'add','path':'roles[value eq \\'a\\'].tags','value':['t']}",
                "{'op':'add','path':'photos','value':[{'value':'p'}]}"));
        ObjectNode first = tree(JANE);
        patch.apply(first);
        ((ArrayNode) first.at("/roles/0/tags")).add("more");
        ((ObjectNode) first.at("/photos/0")).put("type", "more");
        ObjectNode second = tree(JANE);
        patch.apply(second);
        assertThat(second.path("roles").toString()).isEqualTo(quoted("[{'value':'a','tags':['t']}]"));
        assertThat(second.path("photos").toString()).isEqualTo(quoted("[{'value':'p'}]"));
    }

    @Test
    void a_display_name_that_was_derived_follows_the_name() {
        ObjectNode user = tree("{'userName':'jane','displayName':'Jane D','name':{'formatted':'Jane D'}}");
        UserPatch.of(patch("{'op':'replace','path':'name.formatted','value':'Jane R'}"))
                .apply(user);
        assertThat(UserDocument.profile(user).displayName()).isEqualTo("Jane R");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'op':'move','path':'title','value':'x'} | op must be",
                "{'path':'title','value':'x'} | op must be",
                "{'op':'remove'} | needs a path",
                "{'op':'replace','path':'title'} | needs a value",
                "{'op':'replace','value':'x'} | must be an object",
                "{'op':'replace','path':'emails[','value':'x'} | value filter",
                "{'op':'replace','path':'emails[type xx 1].value','value':'x'} | operator",
                "{'op':'replace','path':'emails[type eq \\'','value':'x'} | value filter",
                "{'op':'replace','path':'a b','value':'x'} | Unexpected character",
                "{'op':'replace','path':'..','value':'x'} | expected at position",
                "{'op':'replace','path':'a.b.c','value':'x'} | path",
                "{'op':'replace','path':'displayName[value eq 1].x','value':'x'} | one value at most",
                "{'op':'replace','path':'emails[value sw \\'q\\'].value','value':'x'} | matches nothing",
                "{'op':'replace','path':'emails[type eq \\'work\\']','value':'x'} | must be an object",
                "{'op':'replace','path':'id','value':'x'} | cannot be changed",
                "{'op':'add','path':'groups','value':[{'value':'x'}]} | cannot be changed",
                "{'op':'remove','path':'active'} | cannot be removed",
                "{'op':'replace','path':'active','value':'maybe'} | active must be",
                "{'op':'replace','path':'active','value':1} | active must be",
                "{'op':'remove','path':'userName'} | userName must be given",
                "{'op':'replace','path':'userName','value':7} | userName must be a string",
                "{'op':'replace','path':'emails','value':[7]} | emails must be",
            })
    void what_makes_no_sense_is_refused(String operation, String reason) {
        ObjectNode user = tree(JANE);
        assertThatThrownBy(() -> {
                    UserPatch.of(patch(operation)).apply(user);
                    UserDocument.active(user);
                    UserDocument.profile(user);
                })
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void a_patch_is_one_by_its_schema_and_operations() {
        assertThatThrownBy(() -> UserPatch.of(tree("{'schemas':['urn:x'],'Operations':[]}")))
                .hasMessageContaining("PatchOp");
        assertThatThrownBy(() -> UserPatch.of(tree("{'schemas':['" + Scim.PATCH + "']}")))
                .hasMessageContaining("Operations");
    }

    @Test
    void neither_operations_nor_values_are_without_number() {
        String operation = "{'op':'add','path':'title','value':'x'}";
        assertThatThrownBy(() -> UserPatch.of(
                        patch(IntStream.range(0, 501).mapToObj(i -> operation).toArray(String[]::new))))
                .hasMessageContaining("500");
        String values =
                IntStream.range(0, 1001).mapToObj(i -> "{'value':'" + i + "'}").collect(Collectors.joining(","));
        UserPatch many = UserPatch.of(patch("{'op':'add','path':'roles','value':[" + values + "]}"));
        assertThatThrownBy(() -> many.apply(tree(JANE))).hasMessageContaining("1000");
    }

    private static ObjectNode patch(String... operations) {
        return tree("{'schemas':['" + Scim.PATCH + "'],'Operations':[" + String.join(",", operations) + "]}");
    }

    static ObjectNode tree(String json) {
        try {
            return JsonUtils.getObjectReader().forType(ObjectNode.class).readValue(quoted(json));
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    /** An escaped apostrophe stands within a string. */
    static String quoted(String json) {
        return json.replace("\\'", "\\\"").replace("'", "\"");
    }
}
