// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One task of a service.
 *
 * @param service the id of the service
 * @param created when it was made
 * @param wanted what the engine wants it to be, such as {@code running}
 * @param state what it is
 * @param reason why it is not, in the words of the engine; empty if it is
 */
record Task(
        String id,
        String service,
        int slot,
        String created,
        String wanted,
        String state,
        String reason,
        Optional<Integer> exitCode) {

    private static final Set<String> FAILED = Set.of("failed", "rejected");

    /** Reads what {@code docker inspect --type task} prints. */
    static List<Task> all(String json) {
        List<Task> tasks = new ArrayList<>();
        for (JsonNode one : SwarmView.tree(json)) {
            JsonNode status = one.path("Status");
            JsonNode exit = status.at("/ContainerStatus/ExitCode");
            tasks.add(new Task(
                    one.path("ID").asText(),
                    one.path("ServiceID").asText(),
                    one.path("Slot").asInt(),
                    one.path("CreatedAt").asText(),
                    one.path("DesiredState").asText(),
                    status.path("State").asText(),
                    status.path("Err").asText(),
                    exit.isInt() ? Optional.of(exit.asInt()) : Optional.empty()));
        }
        return tasks;
    }

    boolean isRunning() {
        return wanted.equals("running") && state.equals("running");
    }

    /** Returns whether it has done its work and is not to be started again. */
    boolean isComplete() {
        return state.equals("complete");
    }

    boolean hasFailed() {
        return FAILED.contains(state);
    }

    /** Returns whether it waits for something that its reason names, such as a node. */
    boolean isStuck() {
        return state.equals("pending") && !reason.isEmpty();
    }

    /** Returns how it is, in a few words. */
    String text() {
        return reason.isEmpty() ? state : state + ": " + reason;
    }
}
