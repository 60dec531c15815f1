// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A service: its spec, how far its update is, and its tasks. An update begins and ends only after it was looked at a few times. */
final class FakeService {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int FAILURES = 3;

    final String id;
    ObjectNode spec;
    private Optional<ObjectNode> previous = Optional.empty();
    private String state = "";
    private String message = "";
    private int version = 1;
    private int tries;
    private final List<ObjectNode> tasks = new ArrayList<>();
    private Optional<Ending> failure = Optional.empty();
    private int looks;

    /**
     * How tasks of an image end.
     *
     * @param state {@code failed} or {@code rejected}
     * @param error in the words of the engine
     * @param exitCode of the container; -1 if there is none
     */
    record Ending(String state, String error, int exitCode) {}

    FakeService(String id, ObjectNode spec) {
        this.id = id;
        this.spec = spec;
    }

    /** Begins with its first tasks, or with others after its spec changed. */
    void begin(Optional<Ending> ending, int delay) {
        failure = ending;
        looks = delay;
        if (delay == 0) {
            settle();
        }
    }

    /** Takes another spec. As the engine does, it forgets how the last update went. */
    void update(ObjectNode next, Optional<Ending> ending, int delay) {
        boolean isOther = !next.path("TaskTemplate").equals(spec.path("TaskTemplate"));
        previous = Optional.of(spec);
        spec = next;
        state = "";
        message = "";
        version++;
        if (isOther) {
            failure = ending;
            looks = delay;
            if (delay == 0) {
                settle();
            }
        } else {
            count();
        }
    }

    /** Is looked at. At first nothing shows that an update is about to begin. */
    void look() {
        if (looks > 0) {
            looks--;
            if (looks == 0) {
                settle();
            } else if (previous.isPresent()) {
                state = "updating";
                message = "update in progress";
            }
        }
    }

    private void settle() {
        if (failure.isEmpty()) {
            replace();
            if (previous.isPresent()) {
                state = "completed";
                message = "update completed";
            }
            return;
        }
        if (previous.isEmpty()) {
            for (int at = 0; at < FAILURES; at++) {
                fail();
            }
            return;
        }
        String task = fail();
        String cause = "due to failure or early termination of task " + task;
        String action = spec.path("UpdateConfig").path("FailureAction").asText("pause");
        if (action.equals("rollback")) {
            spec = previous.get();
            previous = Optional.empty();
            state = "rollback_completed";
            message = "rollback completed";
        } else {
            state = "paused";
            message = "update paused " + cause;
        }
    }

    private String fail() {
        Ending ending = failure.orElseThrow();
        ObjectNode task = task("shutdown", ending.state());
        ObjectNode status = (ObjectNode) task.get("Status");
        status.put("Err", ending.error());
        if (ending.exitCode() >= 0) {
            status.putObject("ContainerStatus").put("ExitCode", ending.exitCode());
        }
        tasks.add(task);
        return task.get("ID").asText();
    }

    private void replace() {
        tasks.removeIf(task -> task.path("DesiredState").asText().equals("running"));
        count();
    }

    /** Makes as many tasks run as the spec says. */
    private void count() {
        JsonNode mode = spec.path("Mode");
        int wanted = mode.has("Global") ? 1 : mode.at("/Replicated/Replicas").asInt(1);
        List<ObjectNode> running = tasks.stream()
                .filter(task -> task.path("DesiredState").asText().equals("running"))
                .toList();
        running.stream().skip(wanted).forEach(tasks::remove);
        for (int at = running.size(); at < wanted; at++) {
            tasks.add(task("running", "running"));
        }
    }

    private ObjectNode task(String wanted, String is) {
        tries++;
        ObjectNode task = NODES.objectNode()
                .put("ID", id + "t" + tries)
                .put("CreatedAt", "2026-01-01T00:00:%02d.%09dZ".formatted(tries / 60, tries))
                .put("ServiceID", id)
                .put("Slot", 1)
                .put("DesiredState", wanted);
        task.putObject("Status").put("State", is);
        task.putObject("Spec").putObject("ContainerSpec").put("Image", image(spec));
        return task;
    }

    private static String image(ObjectNode spec) {
        return spec.at("/TaskTemplate/ContainerSpec/Image").asText();
    }

    /** Returns the image of those of its tasks that run; they may be those of before an update. */
    Optional<String> runningImage() {
        return tasks.stream()
                .filter(task -> task.path("DesiredState").asText().equals("running"))
                .map(FakeService::imageOf)
                .findFirst();
    }

    static String imageOf(ObjectNode task) {
        return task.at("/Spec/ContainerSpec/Image").asText();
    }

    List<ObjectNode> tasks() {
        return tasks;
    }

    ObjectNode json() {
        ObjectNode json = NODES.objectNode().put("ID", id);
        json.putObject("Version").put("Index", version);
        json.set("Spec", spec);
        previous.ifPresent(spec -> json.set("PreviousSpec", spec));
        if (!state.isEmpty()) {
            json.putObject("UpdateStatus").put("State", state).put("Message", message);
        }
        return json;
    }
}
