package org.rekey.command;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.command.TestService.bean;
import static org.rekey.command.TestService.createClient;
import static org.rekey.command.TestService.delete;
import static org.rekey.command.TestService.post;
import static org.rekey.command.TestService.scim;
import static org.rekey.command.TestService.unique;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rekey.domain.TenantId;
import org.rekey.domain.UserId;
import org.rekey.domain.directory.RegisterUser;
import org.rekey.domain.directory.UserProfile;
import org.rekey.eventstore.Commits;
import org.rekey.eventstore.Denials;
import org.rekey.eventstore.Provenance;

/** Whatever one tenant does, another one can stop something at any moment. */
class FairnessIT {

    private static final Duration SOON = Duration.ofSeconds(2);

    @Test
    void B16_denials_do_not_wait_for_large_memberships_of_another_tenant() throws Exception {
        whileGroupsAreSynchronized(3, 300);
    }

    @Tag("faults")
    @Test
    void B16_denials_do_not_wait_for_six_groups_of_1600_members() throws Exception {
        whileGroupsAreSynchronized(6, 1_600);
    }

    private static void whileGroupsAreSynchronized(int groups, int members) throws Exception {
        List<String> people = people("acme", members);
        String body = people.stream().map(id -> "{\"value\":\"" + id + "\"}").collect(joining(","));
        List<Callable<Reply>> syncs = IntStream.range(0, groups)
                .mapToObj(i -> (Callable<Reply>) () -> synchronize(group(unique("staff"), body)))
                .toList();
        List<Duration> waits = new ArrayList<>();
        List<String> created = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(groups);
        try {
            List<Future<Reply>> answers = syncs.stream().map(threads::submit).toList();
            while (answers.stream().anyMatch(answer -> !answer.isDone())) {
                String person = people("globex", 1).get(0);
                waits.add(timed(() -> post("globex", "/users/" + person + "/deactivate")));
                String client = createClient("globex");
                waits.add(timed(() -> delete("globex", "/clients/" + client)));
            }
            for (Future<Reply> answer : answers) {
                created.add(answer.get().expect(201).text("/id"));
            }
        } finally {
            threads.shutdown();
        }
        assertThat(waits).isNotEmpty().allSatisfy(wait -> assertThat(wait).isLessThan(SOON));
        for (String group : created) {
            assertThat(scim("acme", "GET", "/Groups/" + group, null).json().path("members"))
                    .hasSize(members);
        }
    }

    /** As a provider does, who comes again when it is told that there was no turn. */
    private static Reply synchronize(String group) {
        Reply reply = scim("acme", "POST", "/Groups", group);
        return reply.status() == 503 ? synchronize(group) : reply;
    }

    private static Duration timed(Supplier<Reply> call) {
        long begin = System.nanoTime();
        call.get().expect(204);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static String group(String name, String members) {
        return "{\"displayName\":\"" + name + "\",\"members\":[" + members + "]}";
    }

    private static List<String> people(String tenant, int number) {
        var committed = bean(Commits.class).inOneTransaction(Provenance.process("test"), dispatch -> IntStream.range(
                        0, number)
                .mapToObj(i -> {
                    UserId id = new UserId(unique("one-of-many"));
                    dispatch.send(new RegisterUser(id, TenantId.parse(tenant), UserProfile.of(id.value(), null, null)));
                    return id.value();
                })
                .toList());
        bean(Denials.class).awaitSeen(committed.position());
        return committed.result();
    }
}
