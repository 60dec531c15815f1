// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.swarm;

import static java.util.Comparator.comparing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How far the engine is with one service.
 *
 * @param service as {@code docker service inspect} prints it
 * @param tasks those of this service
 */
record Rollout(JsonNode service, List<Task> tasks) {

    private static final Set<String> ENDED_BADLY = Set.of("paused", "rollback_paused", "rollback_completed");
    private static final Set<String> IN_PROGRESS = Set.of("updating", "rollback_started");
    /** A service that was never up is tried again and again, and each try that ends says the same. */
    private static final int MOST_TRIES = 3;

    /** The state of the update: empty if there was none. */
    String state() {
        return service.path("UpdateStatus").path("State").asText();
    }

    boolean isInProgress() {
        return IN_PROGRESS.contains(state());
    }

    /** Returns whether the engine has given it up, or whether it cannot come up. */
    boolean hasFailed() {
        return ENDED_BADLY.contains(state()) || (state().isEmpty() && !isUp() && failures() >= MOST_TRIES);
    }

    /** Returns whether all of its tasks run as its spec says. */
    boolean isUp() {
        return !isInProgress() && missing() <= 0;
    }

    /**
     * Returns whether the engine may not have begun: its spec asks for other tasks than the one before, and there is no state of an
     * update yet. A spec that only moves or counts tasks never gets one.
     */
    boolean mayBegin() {
        JsonNode before = service.path("PreviousSpec").path("TaskTemplate");
        return state().isEmpty()
                && !before.isMissingNode()
                && !before.equals(service.path("Spec").path("TaskTemplate"));
    }

    private long missing() {
        long running = tasks.stream().filter(Task::isRunning).count();
        JsonNode mode = service.path("Spec").path("Mode");
        if (mode.has("Global")) {
            return tasks.stream().anyMatch(Task::isRunning)
                    ? tasks.stream()
                            .filter(task -> task.wanted().equals("running") && !task.isRunning())
                            .count()
                    : 1;
        }
        long wanted = mode.path("Replicated").path("Replicas").asLong();
        if (wanted == 0) {
            return running == 0 ? 0 : 1;
        }
        boolean endsByItself = !service.at("/Spec/TaskTemplate/RestartPolicy/Condition")
                .asText("any")
                .equals("any");
        long complete = endsByItself ? tasks.stream().filter(Task::isComplete).count() : 0;
        return wanted - running - complete;
    }

    private long failures() {
        return tasks.stream().filter(Task::hasFailed).count();
    }

    /** Returns the task that says why it is not up: the last that failed, or else one that waits, such as for the port of one that failed. */
    Optional<Task> culprit() {
        return tasks.stream()
                .filter(task -> task.hasFailed() || task.isStuck())
                .max(comparing(Task::hasFailed).thenComparing(Task::created));
    }

    /** Returns how it is, in a few words. */
    String text() {
        String message = service.path("UpdateStatus").path("Message").asText();
        String why = culprit().map(Task::text).orElse("");
        if (isUp() && !ENDED_BADLY.contains(state())) {
            return "runs";
        }
        return message.isEmpty() || !why.isEmpty() ? (why.isEmpty() ? "tasks are starting" : why) : message;
    }
}
