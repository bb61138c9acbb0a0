package org.rekey.standalone;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.rekey.command.directory.DirectoryNames;
import org.rekey.command.directory.Groups;
import org.rekey.command.directory.Users;
import org.rekey.command.signin.Passwords;
import org.rekey.domain.ClientId;
import org.rekey.domain.UserId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.BuiltInApis;
import org.rekey.domain.client.ClientKind;
import org.rekey.domain.client.ClientProfile;
import org.rekey.domain.client.CreateClient;
import org.rekey.domain.client.Grant;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.directory.AddUserToGroup;
import org.rekey.domain.directory.AssignRoleToGroup;
import org.rekey.domain.directory.GroupId;
import org.rekey.domain.directory.GroupProfile;
import org.rekey.domain.directory.UserProfile;
import org.rekey.domain.role.ApiAccess;
import org.rekey.domain.role.CreateRole;
import org.rekey.domain.role.EnableRoleApi;
import org.rekey.domain.role.RoleId;
import org.rekey.domain.role.RoleProfile;
import org.rekey.domain.secret.Base62;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.secret.SecretHasher;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.secret.SecretText;
import org.rekey.domain.token.TokenPolicy;
import org.rekey.eventstore.Commits;
import org.rekey.eventstore.Commits.Dispatch;
import org.rekey.eventstore.Denials;
import org.rekey.eventstore.Provenance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.StringUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Creates the first administrators, a program and a person, in a database without clients. Their credentials are written down
 * before they are created, so that a start that was killed in between can be finished, and stand in {@code first-run.json}
 * once they work. One process does it, under a lock, however many start on the same database.
 */
final class FirstRun {

    static final String FILE = "first-run.json";
    private static final String DRAFT = "first-run.draft.json";

    private static final Logger log = LoggerFactory.getLogger(FirstRun.class);
    private static final GrantedScopes ADMINISTRATION = GrantedScopes.of(List.of(
            new Grant(BuiltInApis.REKEY, Set.of(AccessLevel.values())),
            new Grant(BuiltInApis.REKEY_TOKENS, Set.of(AccessLevel.READ))));

    private static final String ADMINISTRATORS = "Administrators";
    private static final RotationInterval OWN_CREDENTIALS = RotationInterval.parse("P90D");
    private static final int PASSWORD_CHARACTERS = 24;
    private static final int ID_CHARACTERS = 22;

    /** What the file holds. */
    record Credentials(String url, String consoleUser, String consolePassword, String clientId, String clientSecret) {

        /** A file can leave out anything. */
        boolean isComplete() {
            return Stream.of(url, consoleUser, consolePassword, clientId, clientSecret)
                    .allMatch(StringUtils::hasText);
        }

        @Override
        public String toString() {
            return "Credentials[" + clientId + "]";
        }
    }

    private final DataDirectory data;
    private final EventStore events;
    private final JdbcClient jdbc;
    private final Commits commits;
    private final Denials denials;
    private final Users users;
    private final Groups groups;
    private final DirectoryNames names;
    private final Passwords passwords;
    private final SecretHasher hasher;
    private final SecureRandom random;
    private final JsonMapper json = JsonMapper.builder().build();

    FirstRun(
            DataDirectory data,
            EventStore events,
            JdbcClient jdbc,
            Commits commits,
            Denials denials,
            Users users,
            Groups groups,
            DirectoryNames names,
            Passwords passwords,
            SecretHasher hasher,
            SecureRandom random) {
        this.data = data;
        this.events = events;
        this.jdbc = jdbc;
        this.commits = commits;
        this.denials = denials;
        this.users = users;
        this.groups = groups;
        this.names = names;
        this.passwords = passwords;
        this.hasher = hasher;
        this.random = random;
    }

    void run(String url) {
        if (!anyClient()) {
            create(url);
        }
        publishDraft();
        log.info("Rekey serves {}", url);
        sayWhatTheFileIs();
    }

    private boolean anyClient() {
        return jdbc.sql("select exists (select 1 from eventstore.event where type = 'client')")
                .query(Boolean.class)
                .single();
    }

    private boolean exists(Credentials credentials) {
        return events.lastSequenceNumberFor(new ClientId(credentials.clientId()).stream())
                .isPresent();
    }

    /** All of it in one transaction: a second start finds everything, or nothing. */
    private void create(String url) {
        var created = commits.inOneTransaction(Provenance.process("standalone"), dispatch -> {
            jdbc.sql("select pg_advisory_xact_lock(hashtextextended('rekey.first-run', 0))")
                    .query(row -> {});
            if (!anyClient()) {
                Credentials credentials = draft(url);
                dispatch.send(program(credentials));
                createPerson(credentials, dispatch);
            }
            return null;
        });
        denials.awaitSeen(created.position());
    }

    private Credentials draft(String url) {
        return read(DRAFT).orElseGet(() -> {
            Credentials generated = new Credentials(
                    url,
                    "admin",
                    Base62.random(random, PASSWORD_CHARACTERS),
                    Base62.random(random, ID_CHARACTERS),
                    SecretText.generate(random));
            data.write(DRAFT, json.writerWithDefaultPrettyPrinter().writeValueAsString(generated) + "\n");
            return generated;
        });
    }

    /** A draft whose credentials were never created was overtaken by another process. */
    private void publishDraft() {
        read(DRAFT).ifPresent(credentials -> {
            if (exists(credentials)) {
                data.rename(DRAFT, FILE);
            } else {
                data.delete(DRAFT);
            }
        });
    }

    private Optional<Credentials> read(String name) {
        return data.read(name).flatMap(this::parsed);
    }

    private Optional<Credentials> parsed(String text) {
        try {
            return Optional.of(json.readValue(text, Credentials.class)).filter(Credentials::isComplete);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private void sayWhatTheFileIs() {
        if (data.read(FILE).isEmpty()) {
            return;
        }
        if (read(FILE).filter(this::exists).isPresent()) {
            log.info(
                    "The first administrators' credentials are in {}: keep them safe, then delete it", data.path(FILE));
        } else {
            log.warn(
                    "{} names no client of this database, so its credentials do not work here: delete it, or start with"
                            + " the database that it belongs to",
                    data.path(FILE));
        }
    }

    private CreateClient program(Credentials credentials) {
        return new CreateClient(
                new ClientId(credentials.clientId()),
                ClientKind.SERVICE,
                null,
                null,
                new ClientProfile("First administrator", "made at the first start", Map.of()),
                ADMINISTRATION,
                RotationInterval.NEVER,
                TokenPolicy.DEFAULT,
                AlertRecipients.NONE,
                List.of(),
                new SecretId(Base62.random(random, ID_CHARACTERS)),
                hasher.hash(credentials.clientSecret()));
    }

    private void createPerson(Credentials credentials, Dispatch dispatch) {
        RoleId role = new RoleId(Base62.random(random, ID_CHARACTERS));
        dispatch.send(new CreateRole(
                role, null, new RoleProfile(ADMINISTRATORS, "may do everything in Rekey", GrantedScopes.NONE)));
        names.claim(DirectoryNames.Kind.ROLE, role.value(), null, ADMINISTRATORS);
        dispatch.send(new EnableRoleApi(role, new ApiAccess(OWN_CREDENTIALS, ADMINISTRATION)));
        GroupId group = groups.create(null, new GroupProfile(ADMINISTRATORS, null), dispatch);
        dispatch.send(new AssignRoleToGroup(group, role));
        UserId user =
                users.register(null, UserProfile.of(credentials.consoleUser(), null, "First administrator"), dispatch);
        dispatch.send(new AddUserToGroup(user, group));
        passwords.set(user, credentials.consolePassword(), dispatch);
    }
}
