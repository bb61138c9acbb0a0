package org.rekey.command.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.command.scim.UserPatchTest.quoted;
import static org.rekey.command.scim.UserPatchTest.tree;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Apostrophes stand for quotes. */
class ShownTest {

    private static final String URN = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "userName | | {'schemas':[],'id':'1','userName':'j'}",
                "USERNAME,name.givenName | | {'schemas':[],'id':'1','userName':'j','name':{'givenName':'G'}}",
                "emails.value | | {'schemas':[],'id':'1','emails':[{'value':'v'}]}",
                "urn:ietf:params:scim:schemas:core:2.0:User:userName | | {'schemas':[],'id':'1','userName':'j'}",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department | | {'schemas':[],'id':'1','urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':{'department':'D'}}",
                " | emails,name, urn:ietf:params:scim:schemas:extension:enterprise:2.0:User | {'schemas':[],'id':'1','userName':'j'}",
                " | id,schemas,emails,name.givenName,urn:ietf:params:scim:schemas:extension:enterprise:2.0:User | {'schemas':[],'id':'1','userName':'j','name':{'familyName':'F'}}",
                "userName,emails | emails | {'schemas':[],'id':'1','userName':'j'}",
            })
    void what_is_asked_for_is_shown(String attributes, String excluded, String expected) {
        ObjectNode user = tree("{'schemas':[],'id':'1','userName':'j','name':{'givenName':'G','familyName':'F'},"
                + "'emails':[{'value':'v','type':'t'}],'" + URN + "':{'department':'D','division':'V'}}");
        Shown.of(attributes, excluded, Scim.USER).trim(user);
        assertThat(user.toString()).isEqualTo(quoted(expected));
    }
}
