package org.rekey.command;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.command.TestService.bean;
import static org.rekey.command.TestService.eventsOf;
import static org.rekey.command.TestService.lastPayload;
import static org.rekey.command.TestService.post;
import static org.rekey.command.TestService.scim;
import static org.rekey.command.TestService.send;
import static org.rekey.command.TestService.unique;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.domain.UserId;
import org.rekey.domain.directory.RegisterUser;
import org.rekey.domain.directory.UserProfile;
import org.rekey.eventstore.Commits;
import org.rekey.eventstore.Provenance;
import tools.jackson.databind.JsonNode;

/** The directory as identity providers keep it, in the shapes that Microsoft and Okta document. Apostrophes stand for quotes. */
class ScimIT {

    private static final String PATCH = "'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp']";
    private static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private static Reply get(String token, String path) {
        return scim(token, "GET", path, null);
    }

    private static Reply write(String token, String method, String path, String body, String... headers) {
        return scim(token, method, path, body.replace('\'', '"'), headers);
    }

    private static Reply patch(String path, String... operations) {
        return write("admin", "PATCH", path, "{" + PATCH + ",'Operations':[" + String.join(",", operations) + "]}");
    }

    private static String filter(String filter) {
        return "filter=" + URLEncoder.encode(filter.replace('\'', '"'), StandardCharsets.UTF_8);
    }

    /** The id of a new person. */
    private static String createUser(String token, String userName) {
        return write(token, "POST", "/Users", "{'schemas':['" + USER + "'],'userName':'" + userName + "'}")
                .expect(201)
                .text("/id");
    }

    private static String createUser() {
        return createUser("admin", unique("user") + "@acme.com");
    }

    private static String createGroup(String token, String... members) {
        String list = Stream.of(members).map(id -> "{'value':'" + id + "'}").collect(joining(","));
        String body = "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:Group'],'displayName':'" + unique("Group")
                + "','members':[" + list + "]}";
        return write(token, "POST", "/Groups", body).expect(201).text("/id");
    }

    private static List<String> members(String group) {
        List<String> members = new ArrayList<>();
        read(get("admin", "/Groups/" + group))
                .path("members")
                .forEach(member -> members.add(member.path("value").asString()));
        return members;
    }

    private static JsonNode read(Reply reply) {
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).startsWith("application/scim+json");
        return reply.json();
    }

    private static void refused(Reply reply, int status, String scimType) {
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).startsWith("application/scim+json");
        assertThat(reply.text("/schemas/0")).isEqualTo("urn:ietf:params:scim:api:messages:2.0:Error");
        assertThat(reply.text("/status")).isEqualTo(Integer.toString(status));
        assertThat(reply.text("/scimType")).as(reply.http().body()).isEqualTo(scimType == null ? "" : scimType);
        assertThat(reply.text("/detail")).isNotEmpty();
    }

    // What Microsoft Entra sends

    @Test
    void entra_asks_whether_somebody_is_there_before_it_creates() {
        String name = unique("kim") + "@contoso.com";
        JsonNode none = read(get("admin", "/Users?" + filter("userName eq '" + name + "'")));
        assertThat(none.path("totalResults").intValue()).isZero();
        assertThat(none.path("Resources").isArray()).isTrue();
        Reply created = write(
                        "admin",
                        "POST",
                        "/Users",
                        "{'schemas':['" + USER + "','" + ENTERPRISE + "'],'externalId':'kim-x','userName':'" + name
                                + "','active':true,'addresses':null,'displayName':'Kim Example',"
                                + "'emails':[{'type':'work','value':'" + name + "','primary':true}],"
                                + "'meta':{'resourceType':'User'},'name':{'formatted':'Kim Example','familyName':'Example',"
                                + "'givenName':'Kim'},'title':'Engineer','" + ENTERPRISE + "':{'department':'R&D'},"
                                + "'roles':[{'value':'Reader'}]}")
                .expect(201);
        String id = created.text("/id");
        assertThat(created.header("Content-Type")).startsWith("application/scim+json");
        assertThat(created.header("Location")).endsWith("/scim/v2/Users/" + id).startsWith("http://");
        assertThat(created.text("/meta/location")).isEqualTo(created.header("Location"));
        assertThat(created.header("ETag")).isEqualTo("\"0\"").isEqualTo(created.text("/meta/version"));
        assertThat(created.text("/meta/resourceType")).isEqualTo("User");
        assertThat(created.text("/meta/created")).isNotEmpty();
        JsonNode found = read(get("admin", "/Users?" + filter("userName eq '" + name.toUpperCase() + "'")));
        assertThat(found.path("totalResults").intValue()).isEqualTo(1);
        assertThat(found.at("/Resources/0")).isEqualTo(created.json());
        assertThat(found.at("/Resources/0/" + ENTERPRISE + "/department").asString())
                .isEqualTo("R&D");
        assertThat(found.at("/Resources/0/title").asString()).isEqualTo("Engineer");
        assertThat(found.at("/Resources/0/schemas").size()).isEqualTo(2);
        assertThat(eventsOf("user:" + id)).containsExactly("user.registered");
        assertThat(lastPayload("user:" + id)).contains("\"email\":\"" + name + "\"", "\"displayName\":\"Kim Example\"");
    }

    @Test
    void entra_changes_several_attributes_in_one_transaction() {
        String id = createUser();
        JsonNode user = read(patch(
                "/Users/" + id,
                "{'op':'Replace','path':'displayName','value':'New Name'}",
                "{'op':'Add','path':'emails[type eq \\'work\\'].value','value':'new@contoso.com'}",
                "{'op':'Add','path':'" + ENTERPRISE + ":department','value':'Sales'}",
                "{'op':'Replace','path':'name.familyName','value':'Name'}"));
        assertThat(user.path("displayName").asString()).isEqualTo("New Name");
        assertThat(user.at("/emails/0/value").asString()).isEqualTo("new@contoso.com");
        assertThat(user.at("/" + ENTERPRISE + "/department").asString()).isEqualTo("Sales");
        assertThat(user.at("/name/familyName").asString()).isEqualTo("Name");
        assertThat(eventsOf("user:" + id)).containsExactly("user.registered", "user.described");
        patch(
                        "/Users/" + id,
                        "{'op':'Replace','path':'displayName','value':'Never'}",
                        "{'op':'Replace','path':'userName','value':''}")
                .expect(400);
        assertThat(eventsOf("user:" + id)).hasSize(2);
        assertThat(read(get("admin", "/Users/" + id))).isEqualTo(user);
    }

    @Test
    void entra_disables_and_restores() {
        String id = createUser();
        JsonNode off = read(patch("/Users/" + id, "{'op':'Replace','path':'active','value':'False'}"));
        assertThat(off.path("active").booleanValue()).isFalse();
        assertThat(read(patch("/Users/" + id, "{'op':'Replace','path':'active','value':'True'}"))
                        .path("active")
                        .booleanValue())
                .isTrue();
        assertThat(eventsOf("user:" + id)).containsExactly("user.registered", "user.deactivated", "user.reactivated");
    }

    @Test
    void entra_reads_groups_without_their_members() {
        String id = createGroup("admin", createUser());
        JsonNode group = read(get("admin", "/Groups/" + id + "?excludedAttributes=members"));
        assertThat(group.has("members")).isFalse();
        assertThat(group.path("displayName").asString()).isNotEmpty();
        JsonNode found = read(get(
                "admin",
                "/Groups?excludedAttributes=members&"
                        + filter("displayName eq '"
                                + group.path("displayName").asString().toUpperCase() + "'")));
        assertThat(found.path("totalResults").intValue()).isEqualTo(1);
        assertThat(found.at("/Resources/0")).isEqualTo(group);
    }

    @Test
    void entra_adds_and_removes_members() {
        String one = createUser();
        String two = createUser();
        String group = createGroup("admin");
        patch("/Groups/" + group, "{'op':'Add','path':'members','value':[{'$ref':null,'value':'" + one + "'}]}")
                .expect(200);
        patch("/Groups/" + group, "{'op':'Add','path':'members','value':[{'value':'" + two + "'}]}")
                .expect(200);
        assertThat(members(group)).containsExactlyInAnyOrder(one, two);
        assertThat(read(get("admin", "/Users/" + one)).at("/groups/0/value").asString())
                .isEqualTo(group);
        patch("/Groups/" + group, "{'op':'Remove','path':'members','value':[{'$ref':null,'value':'" + one + "'}]}")
                .expect(200);
        assertThat(members(group)).containsExactly(two);
        patch("/Groups/" + group, "{'op':'Remove','path':'members[value eq \\'" + two + "\\']'}")
                .expect(200);
        assertThat(members(group)).isEmpty();
        patch("/Groups/" + group, "{'op':'Remove','path':'members','value':[{'value':'" + two + "'}]}")
                .expect(200);
        assertThat(eventsOf("user:" + two))
                .containsExactly("user.registered", "user.added-to-group", "user.removed-from-group");
    }

    // What Okta sends

    @Test
    void okta_replaces_a_whole_person() {
        String name = unique("okta") + "@example.com";
        String id = write(
                        "admin",
                        "POST",
                        "/Users",
                        "{'schemas':['" + USER + "'],'userName':'" + name
                                + "','name':{'givenName':'Test','familyName':'User'},'emails':[{'primary':true,'value':'"
                                + name + "','type':'work'}],'displayName':'Test User','locale':'en-US',"
                                + "'externalId':'00u1','groups':[],'password':'1mz050nq','active':true}")
                .expect(201)
                .text("/id");
        assertThat(lastPayload("user:" + id)).doesNotContain("1mz050nq").contains("en-US");
        JsonNode user = read(write(
                "admin",
                "PUT",
                "/Users/" + id,
                "{'schemas':['" + USER + "'],'id':'" + id + "','userName':'" + name
                        + "','name':{'givenName':'Another','middleName':'Excited','familyName':'User'},"
                        + "'emails':[{'primary':true,'value':'other@example.com','type':'work','display':'o'}],"
                        + "'active':false,'groups':[],'meta':{'resourceType':'User'}}"));
        assertThat(user.at("/name/middleName").asString()).isEqualTo("Excited");
        assertThat(user.has("locale")).isFalse();
        assertThat(user.has("displayName")).isFalse();
        assertThat(user.has("externalId")).isFalse();
        assertThat(user.path("active").booleanValue()).isFalse();
        assertThat(user.at("/emails/0/value").asString()).isEqualTo("other@example.com");
        assertThat(eventsOf("user:" + id)).containsExactly("user.registered", "user.described", "user.deactivated");
        write("admin", "PUT", "/Users/" + id, "{'userName':'" + name + "'}").expect(200);
        assertThat(read(get("admin", "/Users/" + id)).path("active").booleanValue())
                .as("nothing said")
                .isFalse();
    }

    @Test
    void okta_deactivates_without_a_path() {
        String id = createUser();
        JsonNode user = read(patch("/Users/" + id, "{'op':'replace','value':{'active':false}}"));
        assertThat(user.path("active").booleanValue()).isFalse();
        assertThat(eventsOf("user:" + id)).containsExactly("user.registered", "user.deactivated");
    }

    @Test
    void okta_renames_and_replaces_groups() {
        String one = createUser();
        String two = createUser();
        String group = createGroup("admin", one);
        String name = unique("Renamed");
        patch("/Groups/" + group, "{'op':'replace','value':{'id':'" + group + "','displayName':'" + name + "'}}")
                .expect(200);
        assertThat(read(get("admin", "/Groups/" + group)).path("displayName").asString())
                .isEqualTo(name);
        JsonNode replaced = read(write(
                "admin",
                "PUT",
                "/Groups/" + group,
                "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:Group'],'id':'" + group + "','displayName':'" + name
                        + "','externalId':'00g1','members':[{'value':'" + two + "','display':'two'}]}"));
        assertThat(replaced.at("/members/0/value").asString()).isEqualTo(two);
        assertThat(replaced.path("externalId").asString()).isEqualTo("00g1");
        assertThat(members(group)).containsExactly(two);
        patch("/Groups/" + group, "{'op':'replace','path':'members','value':[{'value':'" + one + "'}]}")
                .expect(200);
        assertThat(members(group)).containsExactly(one);
        patch(
                        "/Groups/" + group,
                        "{'op':'remove','path':'members[value eq \\'" + one + "\\']'}",
                        "{'op':'add','path':'members','value':[{'value':'" + two + "'}]}")
                .expect(200);
        assertThat(members(group)).containsExactly(two);
        write("admin", "PUT", "/Groups/" + group, "{'displayName':'" + name + "'}")
                .expect(200);
        assertThat(members(group)).isEmpty();
    }

    @Test
    void who_is_deleted_is_gone_with_memberships_and_may_come_again() {
        String name = unique("leaver");
        String id = createUser("admin", name);
        String group = createGroup("admin", id);
        assertThat(scim("admin", "DELETE", "/Users/" + id, null)
                        .expect(204)
                        .http()
                        .body())
                .isEmpty();
        refused(get("admin", "/Users/" + id), 404, null);
        refused(scim("admin", "DELETE", "/Users/" + id, null), 404, null);
        assertThat(members(group)).isEmpty();
        assertThat(createUser("admin", name)).isNotEqualTo(id);
        scim("admin", "DELETE", "/Groups/" + group, null).expect(204);
        refused(get("admin", "/Groups/" + group), 404, null);
    }

    @Test
    void whoever_answers_for_clients_can_be_deleted_and_leaves_them() {
        String id = createUser();
        String client = TestService.createClient("admin", "\"owner\":\"" + id + "\"");
        scim("admin", "DELETE", "/Users/" + id, null).expect(204);
        assertThat(eventsOf("client:" + client)).doesNotContain("client.deleted");
        refused(get("admin", "/Users/" + id), 404, null);
    }

    @Test
    void a_group_with_members_can_be_deleted() {
        String member = createUser();
        scim("admin", "DELETE", "/Groups/" + createGroup("admin", member), null).expect(204);
        assertThat(read(get("admin", "/Users/" + member)).has("groups")).isFalse();
    }

    @Test
    void a_person_may_begin_deactivated() {
        Reply created = write("admin", "POST", "/Users", "{'userName':'" + unique("off") + "','active':'False'}")
                .expect(201);
        assertThat(created.json().path("active").booleanValue()).isFalse();
        assertThat(eventsOf("user:" + created.text("/id"))).containsExactly("user.registered", "user.deactivated");
    }

    private static List<String> thousandPeople() {
        return bean(Commits.class)
                .inOneTransaction(Provenance.process("test"), dispatch -> IntStream.range(0, 1000)
                        .mapToObj(i -> {
                            UserId id = new UserId(unique("one-of-thousand"));
                            dispatch.send(new RegisterUser(id, null, UserProfile.of(id.value(), null, null)));
                            return id.value();
                        })
                        .toList())
                .result();
    }

    @Test
    void one_patch_adds_a_thousand_members() {
        List<String> people = thousandPeople();
        String group = createGroup("admin");
        String values = people.stream().map(id -> "{'value':'" + id + "'}").collect(joining(","));
        patch(
                        "/Groups/" + group + "?excludedAttributes=members",
                        "{'op':'add','path':'members','value':[" + values + "]}")
                .expect(200);
        assertThat(members(group)).containsExactlyInAnyOrderElementsOf(people);
        patch("/Groups/" + group, "{'op':'remove','path':'members[value eq \\'" + people.get(500) + "\\']'}")
                .expect(200);
        assertThat(members(group)).hasSize(999).doesNotContain(people.get(500));
    }

    // Finding

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "externalId eq 'NAME-x' | 1",
                "externalId eq 'name-X' | 0",
                "id eq 'ID' | 1",
                "emails.value eq 'NAME@work.org' | 1",
                "emails.value eq 'NAME@HOME.org' | 1",
                "emails[type eq 'work'].value eq 'NAME@work.org' | 1",
                "emails[type eq 'Work' and value eq 'NAME@WORK.org'] | 1",
                "emails[type eq 'home'].value eq 'NAME@work.org' | 0",
                "emails eq 'NAME@work.org' | 1",
                "displayName eq 'show NAME' | 1",
                "userName eq 'NAME' and active eq true | 1",
                "userName eq 'NAME' and active eq false | 0",
                "urn:ietf:params:scim:schemas:core:2.0:User:userName eq 'NAME' | 1",
                "userName eq 'NAME%' | 0",
                "userName eq '' | 0",
            })
    void people_are_found(String filter, int number) {
        String name = unique("find");
        String id = write(
                        "admin",
                        "POST",
                        "/Users",
                        "{'userName':'NAME','externalId':'NAME-x','displayName':'Show NAME','emails':[{'type':'work','value':'NAME@work.org'},{'type':'home','value':'NAME@home.org'}]}"
                                .replace("NAME", name))
                .expect(201)
                .text("/id");
        String asked = filter.replace("NAME", name).replace("ID", id);
        JsonNode found = read(get("admin", "/Users?" + filter(asked)));
        assertThat(found.path("totalResults").intValue()).as(asked).isEqualTo(number);
        assertThat(found.path("Resources").size()).isEqualTo(number);
    }

    @Test
    void an_address_that_was_set_elsewhere_is_found_as_that_of_the_work_place() {
        String name = unique("elsewhere");
        String id = post("admin", "/users", "{\"userName\":\"" + name + "\",\"email\":\"" + name + "@x.org\"}")
                .expect(201)
                .text("/id");
        for (String filter : List.of("emails[type eq 'work'].value eq", "emails.value eq")) {
            JsonNode found = read(get("admin", "/Users?" + filter(filter + " '" + name + "@x.org'")));
            assertThat(found.at("/Resources/0/id").asString()).isEqualTo(id);
        }
        assertThat(read(get("admin", "/Users?" + filter("emails[type eq 'home'].value eq '" + name + "@x.org'")))
                        .path("totalResults")
                        .intValue())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "displayName eq 'NAME'",
                "externalId eq 'NAME-x'",
                "id eq 'ID'",
                "members.value eq 'MEMBER'",
                "members eq 'MEMBER'",
                "members[value eq 'MEMBER'] and id eq 'ID'",
            })
    void groups_are_found(String filter) {
        String name = unique("find-group");
        String member = createUser();
        String id = write(
                        "admin",
                        "POST",
                        "/Groups",
                        "{'displayName':'" + name + "','externalId':'" + name + "-x','members':[{'value':'" + member
                                + "'}]}")
                .expect(201)
                .text("/id");
        String asked = filter.replace("NAME", name).replace("ID", id).replace("MEMBER", member);
        JsonNode found = read(get("admin", "/Groups?" + filter(asked)));
        assertThat(found.path("totalResults").intValue()).isEqualTo(1);
        assertThat(found.at("/Resources/0/id").asString()).isEqualTo(id);
        String nobody =
                asked.replace(member, "nobody").replace(name, "no-group").replace(id, "none");
        assertThat(read(get("admin", "/Groups?" + filter(nobody)))
                        .path("totalResults")
                        .intValue())
                .isZero();
    }

    @Test
    void lists_come_in_parts() {
        String shown = unique("Paged");
        List<String> names =
                IntStream.range(0, 5).mapToObj(i -> shown + "-" + i).toList();
        names.forEach(
                name -> write("admin", "POST", "/Users", "{'userName':'" + name + "','displayName':'" + shown + "'}")
                        .expect(201));
        String all = "/Users?" + filter("displayName eq '" + shown + "'");
        JsonNode part = read(get("admin", all + "&startIndex=2&count=2"));
        assertThat(part.path("totalResults").intValue()).isEqualTo(5);
        assertThat(part.path("startIndex").intValue()).isEqualTo(2);
        assertThat(part.path("itemsPerPage").intValue()).isEqualTo(2);
        assertThat(part.at("/Resources/0/userName").asString()).isEqualTo(names.get(1));
        assertThat(part.at("/Resources/1/userName").asString()).isEqualTo(names.get(2));
        for (String more : List.of("&count=0", "&count=-1", "&startIndex=6")) {
            JsonNode empty = read(get("admin", all + more));
            assertThat(empty.path("Resources").size()).isZero();
            assertThat(empty.path("totalResults").intValue()).isEqualTo(5);
        }
        assertThat(read(get("admin", all + "&startIndex=-7"))
                        .path("itemsPerPage")
                        .intValue())
                .isEqualTo(5);
        refused(get("admin", "/Users?startIndex=x"), 400, "invalidValue");
        refused(get("admin", "/Groups?count=99999999999"), 400, "invalidValue");
    }

    @Test
    void attributes_are_chosen() {
        String id = createUser();
        assertThat(read(get("admin", "/Users/" + id + "?attributes=userName")).propertyNames())
                .containsExactlyInAnyOrder("schemas", "id", "userName");
        assertThat(read(get("admin", "/Users?attributes=active&" + filter("id eq '" + id + "'")))
                        .at("/Resources/0")
                        .propertyNames())
                .containsExactlyInAnyOrder("schemas", "id", "active");
        String group = createGroup("admin", id);
        assertThat(read(get("admin", "/Groups/" + group + "?attributes=members"))
                        .propertyNames())
                .containsExactlyInAnyOrder("schemas", "id", "members");
    }

    // What is refused

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userName sw 'x'",
                "userName",
                "userName eq",
                "name.familyName eq 'x'",
                "title eq 'x'",
                "userName eq true",
                "userName eq null",
                "userName eq '\\u0000'",
                "userName eq '\\ud800'",
                "active eq 'perhaps'",
                "emails[type eq 'work']",
                "emails[value eq 'x' and primary eq true]",
                "userName eq 'x' or active eq true",
            })
    void a_filter_that_is_not_understood_finds_nobody(String filter) {
        refused(get("admin", "/Users?" + filter(filter)), 400, "invalidFilter");
        refused(get("admin", "/Groups?" + filter(filter)), 400, "invalidFilter");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ | 400 | invalidSyntax",
                "[] | 400 | invalidSyntax",
                "{'userName':'a','userName':'b'} | 400 | invalidSyntax",
                "{} | 400 | invalidValue",
                "{'userName':''} | 400 | invalidValue",
                "{'userName':7} | 400 | invalidValue",
                "{'userName':'a\\r\\nb'} | 400 | invalidValue",
                "{'userName':' a'} | 400 | invalidValue",
                "{'userName':'a\\u0000b'} | 400 | invalidSyntax",
                "{'userName':'a','active':'perhaps'} | 400 | invalidValue",
                "{'userName':'a','emails':'no address'} | 400 | invalidValue",
                "{'userName':'a','emails':[7]} | 400 | invalidValue",
                "{'userName':'a','displayName':{}} | 400 | invalidValue",
                "{'userName':'a','externalId':'a\\nb'} | 400 | invalidValue",
            })
    void a_person_that_cannot_be_is_not_created(String body, int status, String scimType) {
        refused(write("admin", "POST", "/Users", body), status, scimType);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'op':'copy','path':'title','value':'x'} | invalidSyntax",
                "{'op':'replace','path':'a b','value':'x'} | invalidPath",
                "{'op':'replace','path':'emails[','value':'x'} | invalidPath",
                "{'op':'remove'} | noTarget",
                "{'op':'replace','path':'id','value':'x'} | mutability",
                "{'op':'replace','path':'userName','value':'a\\r\\nb'} | invalidValue",
                "{'op':'replace','path':'active','value':'perhaps'} | invalidValue",
            })
    void a_patch_that_makes_no_sense_changes_nothing(String operation, String scimType) {
        String id = createUser();
        refused(patch("/Users/" + id, operation), 400, scimType);
        assertThat(eventsOf("user:" + id)).containsExactly("user.registered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "", " ", "a/b", "..", "%00"})
    void only_people_can_be_members(String id) {
        String group = createGroup("admin");
        refused(
                patch("/Groups/" + group, "{'op':'add','path':'members','value':[{'value':'" + id + "'}]}"),
                400,
                "invalidValue");
        refused(
                write(
                        "admin",
                        "POST",
                        "/Groups",
                        "{'displayName':'" + unique("g") + "','members':[{'value':'" + id + "'}]}"),
                400,
                "invalidValue");
    }

    @Test
    void a_user_name_is_taken_whatever_the_letter_case() {
        String name = unique("Taken");
        createUser("admin", name);
        String other = createUser();
        refused(write("admin", "POST", "/Users", "{'userName':'" + name.toUpperCase() + "'}"), 409, "uniqueness");
        refused(
                write("admin", "PUT", "/Users/" + other, "{'userName':'" + name.toLowerCase() + "'}"),
                409,
                "uniqueness");
        refused(
                patch("/Users/" + other, "{'op':'Replace','path':'userName','value':'" + name + "'}"),
                409,
                "uniqueness");
        String group = read(get("admin", "/Groups/" + createGroup("admin")))
                .path("displayName")
                .asString();
        refused(write("admin", "POST", "/Groups", "{'displayName':'" + group + "'}"), 409, "uniqueness");
    }

    @Test
    void a_body_has_a_size_and_a_type() {
        refused(write("admin", "POST", "/Users", "{'userName':'" + "x".repeat(3_000_000) + "'}"), 413, null);
        String huge = "{'userName':'" + unique("huge") + "','title':'" + "x".repeat(100_000) + "'}";
        refused(write("admin", "POST", "/Users", huge), 400, "invalidValue");
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/xml")) {
            Reply refusal = send(TestService.node(0)
                    .at("admin", "/scim/v2/Users")
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofString("{\"userName\":\"a\"}")));
            refused(refusal, 415, null);
        }
    }

    @Test
    void plain_json_is_taken_and_given_where_asked_for() {
        Reply created = send(TestService.node(0)
                .at("admin", "/scim/v2/Users", "Accept", "application/json")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"userName\":\"" + unique("plain") + "\"}")));
        assertThat(created.expect(201).header("Content-Type")).startsWith("application/json");
        Reply read = send(TestService.node(0).at("admin", "/scim/v2/Users?count=1", "Accept", "application/scim+json"));
        assertThat(read.header("Content-Type")).startsWith("application/scim+json");
        refused(send(TestService.node(0).at("admin", "/scim/v2/Users", "Accept", "text/html")), 406, null);
    }

    @Test
    void A06_I13_another_tenants_people_and_groups_are_unknown_byte_for_byte() {
        String theirs = createUser("globex", unique("theirs"));
        String group = createGroup("globex", theirs);
        List<Function<String, Reply>> calls = List.of(
                id -> get("acme", "/Users/" + id),
                id -> get("acme", "/Groups/" + id),
                id -> write("acme", "PUT", "/Users/" + id, "{'userName':'x'}"),
                id -> write("acme", "PUT", "/Groups/" + id, "{'displayName':'x'}"),
                id -> write("acme", "PATCH", "/Users/" + id, "{" + PATCH + ",'Operations':[]}"),
                id -> write("acme", "PATCH", "/Groups/" + id, "{" + PATCH + ",'Operations':[]}"),
                id -> scim("acme", "DELETE", "/Users/" + id, null),
                id -> scim("acme", "DELETE", "/Groups/" + id, null, "If-Match", "\"7\""));
        for (Function<String, Reply> call : calls) {
            for (String id : List.of(theirs, group)) {
                assertThat(call.apply(id).http().body())
                        .isEqualTo(call.apply("x".repeat(22)).http().body());
                refused(call.apply(id), 404, null);
            }
        }
        String own = createGroup("acme");
        refused(
                write(
                        "acme",
                        "PATCH",
                        "/Groups/" + own,
                        "{" + PATCH + ",'Operations':[{'op':'add','path':'members','value':[{'value':'" + theirs
                                + "'}]}]}"),
                400,
                "invalidValue");
        JsonNode found = read(get("acme", "/Users?" + filter("id eq '" + theirs + "'")));
        assertThat(found.path("totalResults").intValue()).isZero();
        assertThat(read(get("acme", "/Groups?" + filter("members eq '" + theirs + "'")))
                        .path("totalResults")
                        .intValue())
                .isZero();
        String ours = createUser("acme", unique("ours"));
        assertThat(lastPayload("user:" + ours)).contains("\"tenant\":\"acme\"");
    }

    @Test
    void A03_each_method_needs_its_level() {
        String id = createUser();
        refused(write("reader", "POST", "/Users", "{'userName':'x'}"), 403, null);
        refused(write("reader", "PUT", "/Users/" + id, "{'userName':'x'}"), 403, null);
        refused(write("reader", "PATCH", "/Users/" + id, "{" + PATCH + ",'Operations':[]}"), 403, null);
        refused(scim("writer", "DELETE", "/Users/" + id, null), 403, null);
        refused(scim("writer", "DELETE", "/Groups/" + createGroup("writer"), null), 403, null);
        assertThat(scim("writer", "DELETE", "/Users/" + id, null).header("WWW-Authenticate"))
                .contains("insufficient_scope", "rekey.delete");
        for (String path : List.of("/Users", "/Users/" + id, "/Groups", "/Schemas", "/ServiceProviderConfig")) {
            read(get("reader", path));
            refused(get("stranger", path), 401, null);
        }
    }

    @Test
    void a_change_may_build_on_a_version() {
        String id = createUser();
        String body = "{'userName':'" + unique("versioned") + "'}";
        refused(write("admin", "PUT", "/Users/" + id, body, "If-Match", "\"7\""), 412, null);
        Reply changed = write(
                        "admin",
                        "PUT",
                        "/Users/" + id,
                        "{'userName':'" + unique("v") + "','active':false}",
                        "If-Match",
                        "\"0\"")
                .expect(200);
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        refused(scim("admin", "DELETE", "/Users/" + id, null, "If-Match", "\"0\""), 412, null);

        String group = createGroup("admin");
        String before = get("admin", "/Groups/" + group).header("ETag");
        patch("/Groups/" + group, "{'op':'add','path':'members','value':[{'value':'" + id + "'}]}")
                .expect(200);
        String after = get("admin", "/Groups/" + group).header("ETag");
        assertThat(after).isNotEqualTo(before);
        refused(write("admin", "PUT", "/Groups/" + group, "{'displayName':'x'}", "If-Match", before), 412, null);
        refused(scim("admin", "DELETE", "/Groups/" + group, null, "If-Match", before), 412, null);
        scim("admin", "DELETE", "/Groups/" + group, null, "If-Match", before + ", " + after)
                .expect(204);
    }

    @Test
    void what_identity_providers_add_to_the_address_is_ignored_and_what_would_mislead_refused() {
        read(get("admin", "/Users?aadOptscim062020&sortBy=userName"));
        refused(scim("admin", "DELETE", "/Users/" + createUser() + "?dryRun=true", null), 400, "invalidSyntax");
        refused(get("acme", "/Users?tenant=globex"), 403, null);
        refused(get("admin", "/Nothing"), 404, null);
        refused(write("admin", "POST", "/Users/x", "{}"), 405, null);
    }

    @Test
    void A26_nobody_hands_out_rights_over_rekey_that_he_does_not_hold() {
        String group = createGroup("admin");
        String role = post("admin", "/roles", "{\"name\":\"" + unique("role") + "\"}")
                .expect(201)
                .text("/id");
        TestService.put(
                        "admin",
                        "/roles/" + role + "/api-access",
                        "{\"rotationInterval\":\"P30D\",\"apis\":[{\"api\":\"rekey\",\"access\":[\"DELETE\"]}]}")
                .expect(200);
        TestService.put("admin", "/groups/" + group + "/roles/" + role).expect(204);
        String id = createUser();
        String body = "{" + PATCH + ",'Operations':[{'op':'add','path':'members','value':[{'value':'" + id + "'}]}]}";
        refused(write("writer", "PATCH", "/Groups/" + group, body), 403, null);
        assertThat(members(group)).isEmpty();
        write("admin", "PATCH", "/Groups/" + group, body).expect(200);
        patch("/Users/" + id, "{'op':'replace','path':'active','value':false}").expect(200);
        String active = "{" + PATCH + ",'Operations':[{'op':'replace','path':'active','value':true}]}";
        refused(write("writer", "PATCH", "/Users/" + id, active), 403, null);
    }

    @Test
    void A08_of_two_who_come_with_one_name_at_once_one_is_created() {
        String body = "{'userName':'" + unique("twice") + "'}";
        assertThat(Together.run(4, i -> write("admin", "POST", "/Users", body).status()))
                .containsExactlyInAnyOrder(201, 409, 409, 409);
    }

    @Test
    void A08_of_two_who_replace_the_members_at_once_one_has_the_last_word() {
        String one = createUser();
        String two = createUser();
        for (int round = 0; round < 5; round++) {
            String group = createGroup("admin");
            String name = get("admin", "/Groups/" + group).text("/displayName");
            List<String> people = List.of(one, two);
            assertThat(Together.run(2, i -> write(
                                    "admin",
                                    "PUT",
                                    "/Groups/" + group,
                                    "{'displayName':'" + name + "','members':[{'value':'" + people.get(i) + "'}]}")
                            .status()))
                    .containsExactly(200, 200);
            assertThat(members(group)).hasSize(1);
        }
    }

    @Test
    void A08_changes_of_one_person_at_once_are_all_made() {
        String id = createUser();
        assertThat(Together.run(
                        4, i -> patch("/Users/" + id, "{'op':'add','path':'roles','value':[{'value':'" + i + "'}]}")
                                .status()))
                .containsOnly(200);
        assertThat(read(get("admin", "/Users/" + id)).path("roles").size()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "%20", "%C3%A9", "a~b", "%27%20or%201=1", "'"})
    void what_cannot_be_an_identifier_is_unknown(String id) {
        refused(get("admin", "/Users/" + id.replace("'", "%27")), 404, null);
        refused(get("admin", "/Groups/" + id.replace("'", "%27")), 404, null);
        refused(scim("admin", "DELETE", "/Users/" + id.replace("'", "%27"), null), 404, null);
        refused(get("admin", "/Users/" + "x".repeat(3000)), 404, null);
    }

    // What there is

    @Test
    void the_service_describes_itself() {
        JsonNode config = read(get("reader", "/ServiceProviderConfig"));
        assertThat(config.at("/patch/supported").booleanValue()).isTrue();
        assertThat(config.at("/bulk/supported").booleanValue()).isFalse();
        assertThat(config.at("/authenticationSchemes/0/type").asString()).isEqualTo("oauthbearertoken");
        assertThat(read(get("reader", "/ResourceTypes")).path("totalResults").intValue())
                .isEqualTo(2);
        assertThat(read(get("reader", "/ResourceTypes/User")).path("endpoint").asString())
                .isEqualTo("/Users");
        JsonNode schemas = read(get("reader", "/Schemas"));
        List<String> ids = new ArrayList<>();
        schemas.path("Resources").forEach(schema -> ids.add(schema.path("id").asString()));
        assertThat(ids).containsExactly(USER, "urn:ietf:params:scim:schemas:core:2.0:Group", ENTERPRISE);
        JsonNode user = read(get("reader", "/Schemas/" + USER));
        List<String> names = new ArrayList<>();
        user.path("attributes")
                .forEach(attribute -> names.add(attribute.path("name").asString()));
        assertThat(names).contains("userName", "emails", "active").doesNotContain("password");
        refused(get("reader", "/Schemas/urn:nothing"), 404, null);
        refused(get("reader", "/ResourceTypes/Nothing"), 404, null);
    }
}
