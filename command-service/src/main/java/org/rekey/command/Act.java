package org.rekey.command;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Caller;
import org.rekey.domain.UserId;
import org.rekey.domain.secret.SetterRights;
import org.rekey.eventstore.Provenance;

/**
 * One write call, its body aside: who asks, for what, and on which conditions. An endpoint takes it as a parameter.
 *
 * @param denies whether it stops something, and nothing else
 */
public record Act(
        Caller caller,
        Provenance who,
        String method,
        String path,
        @Nullable String idempotencyKey,
        @Nullable IfMatch ifMatch,
        boolean denies) {

    /** The last segments of paths that stop something when they are posted to. */
    private static final Set<String> STOPS = Set.of(
            "deactivate", "suspend", "retire", "revoke", "revoke-tokens", "disable", "end-grace", "delete", "erase");

    public Act(
            Caller caller,
            Provenance who,
            String method,
            String path,
            @Nullable String idempotencyKey,
            @Nullable IfMatch ifMatch) {
        this(caller, who, method, path, idempotencyKey, ifMatch, stops(method, path));
    }

    private static boolean stops(String method, String path) {
        return method.equals("DELETE")
                || method.equals("POST") && STOPS.contains(path.substring(path.lastIndexOf('/') + 1));
    }

    /** The same, which by what it says stops something, or does not. */
    public Act denying(boolean stops) {
        return new Act(caller, who, method, path, idempotencyKey, ifMatch, stops);
    }

    /** @throws ProblemException 412 if the caller builds on another version */
    public void refuseStale(long version) {
        if (ifMatch != null) {
            ifMatch.check(version);
        }
    }

    /** The same, on whatever version of the things that it touches. */
    public Act onWhatever() {
        return new Act(caller, who, method, path, idempotencyKey, null, denies);
    }

    /** The same, as somebody who may pass these rights on with what is set. */
    public Act withRights(SetterRights rights) {
        return new Act(caller, who.withRights(rights), method, path, idempotencyKey, ifMatch);
    }

    /** Whether it is the person's own doing. */
    public boolean isBy(UserId user) {
        return user.value().equals(caller.userId());
    }

    /** Whether the person has signed in, rather than sent a program with a token. */
    public boolean isInSessionOf(UserId user) {
        return isBy(user) && who.source().equals("console");
    }

    /** Keys lead to answers with secrets in them. */
    @Override
    public String toString() {
        return "Act[" + method + " " + path + " by " + who.actor() + "]";
    }
}
