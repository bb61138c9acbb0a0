package org.rekey.notifier;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;

/**
 * Lets go of a deadline also while it is being dealt with, or is in the hands of a notifier that has died: it will find that
 * its saga waits for something else, or for nothing. Axon would have the saga's processor stop and try again.
 */
final class CancellableDeadlines extends DbSchedulerDeadlineManager {

    private final Scheduler scheduler;
    private final String task;

    CancellableDeadlines(Builder builder, Scheduler scheduler, String task) {
        super(builder);
        this.scheduler = scheduler;
        this.task = task;
    }

    @Override
    public void cancelSchedule(String deadlineName, String scheduleId) {
        runOnPrepareCommitOrNow(() -> {
            try {
                scheduler.cancel(TaskInstanceId.of(task, scheduleId));
            } catch (TaskInstanceNotFoundException | TaskInstanceCurrentlyExecutingException e) {
                // It is over, or will be.
            }
        });
    }
}
