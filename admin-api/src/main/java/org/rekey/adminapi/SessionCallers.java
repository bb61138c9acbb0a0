package org.rekey.adminapi;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who calls, by the cookie of a session. */
final class SessionCallers {

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final Sessions sessions;
    private final PersonCheck people;

    SessionCallers(Sessions sessions, PersonCheck people) {
        this.sessions = sessions;
        this.people = people;
    }

    /**
     * @return null when there is no session that counts
     * @throws ProblemException 403 when somebody else's page may have sent it
     */
    @Nullable
    Caller of(HttpServletRequest request) {
        Session session = sessions.of(request);
        Person person = session == null ? null : people.check(session.userId(), session.passwords());
        if (session == null || person == null) {
            return null;
        }
        if (!READING.contains(request.getMethod())
                && !sessions.isCsrfToken(session, request.getHeader(Sessions.CSRF_HEADER))) {
            throw ProblemException.forbidden("with a session, changes need the header " + Sessions.CSRF_HEADER
                    + " with the session's csrfToken");
        }
        AdminRequest.setSession(request, session);
        return new Caller("console:" + person.userId(), person.scopes(), person.tenant(), person.userId());
    }
}
