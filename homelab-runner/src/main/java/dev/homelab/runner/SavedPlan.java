// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.ProblemException;
import dev.homelab.problem.Remedy;
import dev.homelab.problem.Where;
import dev.homelab.provision.Change;
import dev.homelab.runner.detect.OwnPlace;
import dev.homelab.runner.guard.Consent;
import dev.homelab.runner.guard.Scope;
import dev.homelab.runner.reason.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A plan as something that a later run can be held to: it plans again, and does it only if all of that was planned before.
 * What was planned and is done by now is not done again, so that the stages of one run can follow one plan.
 *
 * <p>It holds fingerprints of the changes, their pictures and causes included, and of the names of resources, and no change
 * itself: so there is no secret in it, and what is done is always what was planned a moment ago. It needs no masker, which
 * would also spoil it for the run that follows it.
 *
 * @param homelab the homelab it is for
 * @param version of the program that made it
 * @param scope what it is limited to
 * @param consent what its run may do that would stop it otherwise
 * @param refreshImages whether registries were checked for updated tags
 * @param rollback the run that it rolls back, with all after it; empty if it applies definitions
 * @param changes the fingerprint of each change, by the service, the target and the fingerprint of the resource there
 */
public record SavedPlan(
        String homelab,
        String version,
        Scope scope,
        Consent consent,
        boolean refreshImages,
        Optional<String> rollback,
        Map<String, String> changes) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    public SavedPlan {
        changes = Collections.unmodifiableMap(new TreeMap<>(changes));
    }

    /** Returns what a later run can be held to. */
    public static SavedPlan of(HomelabPlan plan) {
        RunRequest request = plan.request();
        return new SavedPlan(
                plan.homelab(),
                Version.current(),
                request.scope(),
                request.consent(),
                request.refreshImages(),
                request.rollback(),
                fingerprints(plan));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws PlanFileException if that is not what is in the file
     */
    public static SavedPlan read(Path file) {
        try {
            return JSON.readValue(Files.readString(file), SavedPlan.class);
        } catch (IOException e) {
            throw new PlanFileException(file, "read");
        }
    }

    /**
     * Writes it into a file.
     *
     * @throws PlanFileException if that cannot be
     */
    public void write(Path file) {
        if (OwnPlace.refusalOfFile(file).isPresent()) {
            throw new PlanFileException(file, "written");
        }
        try {
            Files.writeString(file, text());
        } catch (IOException e) {
            throw new PlanFileException(file, "written");
        }
    }

    /** Returns what {@link #write} writes. */
    public String text() {
        try {
            return JSON.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A plan could not be written as JSON. This is a bug in homelab.", e);
        }
    }

    /** Returns what asks for the same plan again. */
    RunRequest request(RunOptions options) {
        return new RunRequest(scope, consent, refreshImages, rollback, false, options);
    }

    /** Returns why this is not what would be done now; nothing if it is. */
    List<Problem> compare(HomelabPlan now) {
        if (!homelab.equals(now.homelab()) || !version.equals(Version.current())) {
            return List.of(stale("it is of homelab \"%s\" and version %s, and this is homelab \"%s\" and version %s."
                    .formatted(homelab, version, now.homelab(), Version.current())));
        }
        Set<String> others = new TreeSet<>();
        fingerprints(now).forEach((change, fingerprint) -> {
            if (!fingerprint.equals(changes.get(change))) {
                others.add(service(change));
            }
        });
        return others.isEmpty()
                ? List.of()
                : List.of(stale("what is to be done for %s is not what it was when the plan was saved."
                        .formatted(String.join(", ", others))));
    }

    private static Problem stale(String detail) {
        return new Problem(
                        "plan is stale",
                        Where.nowhere(),
                        detail,
                        "nothing was changed. Save another plan, look at it, and apply that.")
                .with(Remedy.of(Remedy.Kind.SAVE_PLAN));
    }

    private static Map<String, String> fingerprints(HomelabPlan plan) {
        Map<String, String> fingerprints = new TreeMap<>();
        for (TargetPlan target : plan.targets()) {
            target.plan()
                    .changes()
                    .forEach(change -> fingerprints.put(
                            name(change.service(), target, change.key()), Fingerprint.of(text(plan, target, change))));
            target.plan()
                    .conflicts()
                    .forEach(conflict -> fingerprints.put(
                            name(
                                    conflict.desired().service(),
                                    target,
                                    conflict.desired().resource().key()),
                            Fingerprint.of(conflict.toString())));
        }
        return fingerprints;
    }

    private static String name(ServiceName service, TargetPlan target, String key) {
        return service + " " + target.target() + " " + Fingerprint.of(key);
    }

    private static String service(String name) {
        return name.substring(0, name.indexOf(' '));
    }

    private static String text(HomelabPlan plan, TargetPlan target, Change<?> change) {
        String causes = plan.causes().of(target.target(), change).stream()
                .map(Object::toString)
                .collect(joining(" "));
        return change + " " + causes;
    }

    /** The file of a saved plan cannot be read or written. */
    public static final class PlanFileException extends ProblemException {

        private static final long serialVersionUID = 1L;

        PlanFileException(Path file, String what) {
            super(List.of(new Problem(
                            "saved plan not usable",
                            Where.nowhere(),
                            "\"%s\" cannot be %s as a saved plan.".formatted(file, what),
                            "name a file that can be, or save the plan once more.")
                    .with(Remedy.of(Remedy.Kind.SAVE_PLAN))));
        }
    }
}
