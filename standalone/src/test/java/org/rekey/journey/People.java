package org.rekey.journey;

import java.util.concurrent.atomic.AtomicInteger;
import org.rekey.journey.RekeyHttp.Credentials;

/** A person in a group with a role, as an administrator has set it up. */
record People(RekeyHttp rekey, String user, String group, String role) {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** @param apis as in {@code [{"api":"orders"}]} */
    static People with(RekeyHttp rekey, String interval, String apis) {
        int number = NUMBERS.incrementAndGet();
        People person = new People(
                rekey,
                id(rekey.post("/api/v1/users", "{\"userName\":\"person-" + number + "@acme.example\"}")),
                id(rekey.post("/api/v1/groups", "{\"name\":\"People " + number + "\"}")),
                id(rekey.post("/api/v1/roles", "{\"name\":\"Role " + number + "\",\"apis\":" + apis + "}")));
        person.enable(interval, apis);
        person.assign();
        person.join();
        return person;
    }

    private static String id(Answer answer) {
        return answer.expect(201).text("id");
    }

    Answer enable(String interval, String apis) {
        return rekey.call("PUT", access(), "{\"rotationInterval\":\"" + interval + "\",\"apis\":" + apis + "}")
                .expect(200);
    }

    void disable() {
        rekey.delete(access()).expect(204);
    }

    void assign() {
        rekey.call("PUT", assignment(), null).expect(204);
    }

    void unassign() {
        rekey.delete(assignment()).expect(204);
    }

    void join() {
        rekey.call("PUT", membership(), null).expect(204);
    }

    void leave() {
        rekey.delete(membership()).expect(204);
    }

    void deactivate() {
        rekey.post("/api/v1/users/" + user + "/deactivate", "{}").expect(204);
    }

    void reactivate() {
        rekey.post("/api/v1/users/" + user + "/reactivate", "{}").expect(204);
    }

    private String access() {
        return "/api/v1/roles/" + role + "/api-access";
    }

    private String assignment() {
        return "/api/v1/groups/" + group + "/roles/" + role;
    }

    private String membership() {
        return "/api/v1/groups/" + group + "/members/" + user;
    }

    String credentials() {
        return "/api/v1/users/" + user + "/api-credentials";
    }

    Answer generate() {
        return rekey.post(credentials(), "{}");
    }

    Credentials newCredentials() {
        return Credentials.of(generate().expect(201));
    }

    Answer own() {
        return rekey.get(credentials()).expect(200);
    }
}
