package org.rekey.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.ProblemException;
import org.rekey.domain.ClientId;
import org.rekey.eventstore.Commits;
import org.rekey.eventstore.Commits.Dispatch;
import org.rekey.eventstore.Committed;
import org.rekey.eventstore.ConflictException;
import org.rekey.eventstore.Denials;
import org.rekey.eventstore.LogHead;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** The way of every write: one transaction, seen by whatever decides in this process, then the answer with its position. */
@Component
public class Writes {

    private static final int MOST_ATTEMPTS = 10;

    private final Commits commits;
    private final Denials denials;
    private final IdempotentAnswers answers;
    private final LogHead log;
    private final Lanes lanes;
    private final List<WriteRule> rules;

    Writes(
            Commits commits,
            Denials denials,
            IdempotentAnswers answers,
            LogHead log,
            Lanes lanes,
            List<WriteRule> rules) {
        this.lanes = lanes;
        this.rules = rules;
        this.log = log;
        this.commits = commits;
        this.denials = denials;
        this.answers = answers;
    }

    /** What is decided and changed within one transaction. Must be ready to run again in another one. */
    @FunctionalInterface
    public interface Work<R> {
        R with(Dispatch dispatch);
    }

    /** What was made, and the identifier of what it was made for. */
    public record Made(String id, Answer answer) {

        public Made(ClientId client, Answer answer) {
            this(client.value(), answer);
        }
    }

    public ResponseEntity<byte[]> change(Act act, Work<Answer> work) {
        Committed<Answer> committed = commit(act, work);
        return answer(committed.result(), committed.position());
    }

    /**
     * A change that means the same whatever others did meanwhile: it is tried again when another writer was faster, unless
     * the caller has said which version it builds on.
     */
    public <R> Committed<R> commit(Act act, Work<R> work) {
        return lanes.in(act, () -> untilNobodyWasFaster(act, work));
    }

    private <R> Committed<R> untilNobodyWasFaster(Act act, Work<R> work) {
        for (int attempt = 1; true; attempt++) {
            try {
                return commits.inOneTransaction(act.who(), dispatch -> ruled(act, work, dispatch));
            } catch (PrerequisiteException e) {
                if (attempt == MOST_ATTEMPTS) {
                    throw ProblemException.unavailable("others change the same things: ask again", e);
                }
                carryOutBefore(act, e);
            } catch (ConflictException e) {
                if (act.ifMatch() != null) {
                    throw IfMatch.stale();
                }
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void carryOutBefore(Act act, PrerequisiteException e) {
        try {
            Committed<?> committed = commits.inOneTransaction(act.who(), dispatch -> {
                e.first().accept(dispatch);
                return e;
            });
            awaitSeen(committed.position());
        } catch (ConflictException faster) {
            // The next attempt finds out what is left to be done.
            return;
        }
    }

    private <R> R ruled(Act act, Work<R> work, Dispatch dispatch) {
        R result = work.with(dispatch);
        rules.forEach(rule -> rule.check(act, dispatch));
        return result;
    }

    /** What a change would answer: it is carried out and taken back, so the rules are those of the change itself. */
    public ResponseEntity<byte[]> preview(Act act, Work<Answer> work) {
        try {
            lanes.in(
                    act.denying(false),
                    () -> commits.inOneTransaction(act.who(), dispatch -> {
                        Answer answer = work.with(dispatch);
                        try {
                            rules.forEach(rule -> rule.check(act, dispatch));
                        } catch (PrerequisiteException e) {
                            throw new TakenBack(answer);
                        }
                        throw new TakenBack(answer);
                    }));
            throw new IllegalStateException("a preview changes nothing");
        } catch (TakenBack e) {
            return e.answer.at(log.committed()).toResponse();
        }
    }

    private static final class TakenBack extends RuntimeException {

        private final transient Answer answer;

        private TakenBack(Answer answer) {
            super(null, null, false, false);
            this.answer = answer;
        }
    }

    /** Makes something that must not be made twice: with an Idempotency-Key at most once, and without one never again. */
    public ResponseEntity<byte[]> once(Act act, JsonBody body, Work<Made> work) {
        String key = act.idempotencyKey();
        IdempotentRequest request = key == null ? null : answers.request(act, key, body);
        try {
            Committed<Answer> committed = lanes.in(
                    act, () -> commits.inOneTransaction(act.who(), dispatch -> recallOr(act, request, work, dispatch)));
            return answer(committed.result(), committed.position());
        } catch (ConflictException e) {
            throw act.ifMatch() == null ? e : IfMatch.stale();
        }
    }

    private Answer recallOr(Act act, @Nullable IdempotentRequest request, Work<Made> work, Dispatch dispatch) {
        Answer known = request == null ? null : answers.recall(request);
        if (known != null) {
            return known;
        }
        Made made = ruled(act, work, dispatch);
        if (request != null) {
            answers.rememberAtCommit(request, made);
        }
        return made.answer();
    }

    /** Not before every denial in it is in force. */
    public ResponseEntity<byte[]> answer(Answer answer, long position) {
        Answer positioned = answer.position().isPresent() ? answer : answer.at(position);
        awaitSeen(positioned.position().orElse(position));
        return positioned.toResponse();
    }

    /** Until every denial in it is in force. */
    public void awaitSeen(long position) {
        denials.awaitSeen(position);
    }
}
