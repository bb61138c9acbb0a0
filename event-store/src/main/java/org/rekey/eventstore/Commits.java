package org.rekey.eventstore;

import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.common.ExceptionUtils;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Runs commands in transactions and says how they ended. Refusals of the domain come out as they are; two writers of one
 * stream, or a stream that exists, as {@link ConflictException}; a commit of which nobody knows whether it took effect as
 * {@link OutcomeUnknownException}; everything of the database's as Spring's {@code DataAccessException}.
 */
public class Commits {

    private final CommandBus commands;
    private final TransactionManager transactions;
    private final LogHead head;
    private final SQLExceptionTranslator translator;

    Commits(CommandBus commands, TransactionManager transactions, LogHead head, SQLExceptionTranslator translator) {
        this.commands = commands;
        this.transactions = transactions;
        this.head = head;
        this.translator = translator;
    }

    /** Sends a command from inside a transaction. */
    @FunctionalInterface
    public interface Dispatch {
        @Nullable
        Object send(Object command);
    }

    /** What is done in one transaction: commands, and whatever else uses the same {@code DataSource}. */
    @FunctionalInterface
    public interface Work<R extends @Nullable Object> {
        @Nullable
        R with(Dispatch dispatch);
    }

    /** One command in one transaction. */
    public Committed<@Nullable Object> dispatch(Provenance who, Object command) {
        return inOneTransaction(who, dispatch -> dispatch.send(command));
    }

    /**
     * All of it or nothing. Within another unit of work (a saga's, say) it joins that one: then nothing is committed yet
     * and the position is 0.
     */
    public <R extends @Nullable Object> Committed<R> inOneTransaction(Provenance who, Work<R> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive() && !CurrentUnitOfWork.isStarted()) {
            throw new IllegalStateException(
                    "inside a transaction that commits later, nothing can be said of the outcome");
        }
        UnitOfWork<?> unit = DefaultUnitOfWork.startAndGet(message(who, work));
        boolean nested = unit.parent().isPresent();
        unit.attachTransaction(transactions);
        ResultMessage<R> result = unit.executeWithResult(() -> work.with(command -> send(who, command)));
        if (result.isExceptional()) {
            throw failure(result.exceptionResult());
        }
        return new Committed<>(result.getPayload(), nested ? 0 : position(unit));
    }

    private long position(UnitOfWork<?> unit) {
        Long appended = unit.getResource(LogEngine.APPENDED);
        return appended != null ? appended : head.committed();
    }

    private @Nullable Object send(Provenance who, Object command) {
        if (!CurrentUnitOfWork.isStarted()) {
            throw new IllegalStateException("the transaction of this dispatch is over");
        }
        AtomicReference<CommandResultMessage<?>> answer = new AtomicReference<>();
        commands.dispatch(message(who, command), (sent, result) -> answer.set(result));
        CommandResultMessage<?> result = Objects.requireNonNull(answer.get(), "the command bus answers at once");
        if (result.isExceptional()) {
            throw failure(result.exceptionResult());
        }
        return result.getPayload();
    }

    private static CommandMessage<Object> message(Provenance who, Object payload) {
        return new GenericCommandMessage<>(payload, who.toMetaData());
    }

    private RuntimeException failure(Throwable thrown) {
        if (thrown instanceof ConcurrencyException || thrown instanceof AggregateStreamCreationException) {
            return new ConflictException("another writer was faster, or it exists already", thrown);
        }
        if (thrown instanceof EventStoreException) {
            return ExceptionUtils.findException(thrown, SQLException.class)
                    .map(this::translate)
                    .orElse((EventStoreException) thrown);
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException e ? e : new IllegalStateException(thrown);
    }

    private RuntimeException translate(SQLException e) {
        RuntimeException translated = translator.translate("event log", null, e);
        return translated != null ? translated : new TransientDataAccessResourceException("event log", e);
    }
}
