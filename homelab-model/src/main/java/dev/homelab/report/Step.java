// SPDX-License-Identifier: Apache-2.0
package dev.homelab.report;

import static java.util.stream.Collectors.joining;

import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Change;
import dev.homelab.provision.Outcome;
import java.util.List;
import java.util.stream.Stream;

/**
 * One change that a run made, tried or skipped.
 *
 * @param target where, as named in the inventory
 * @param service on whose behalf
 * @param shape what kind of change
 * @param key the resource, as the target identifies it
 * @param summary the resource in a few words, and what data of it was lost before
 * @param result how it ended
 * @param back whether it put something back
 * @param problems why it failed; empty otherwise
 */
public record Step(
        String target,
        ServiceName service,
        Change.Shape shape,
        String key,
        String summary,
        Outcome.Result result,
        boolean back,
        List<Problem> problems) {

    public Step {
        problems = List.copyOf(problems);
    }

    /** Returns the step of an outcome. */
    public static Step of(String target, Outcome<?> outcome, boolean back) {
        Change<?> change = outcome.change();
        return new Step(
                target,
                change.service(),
                change.shape(),
                change.key(),
                summary(change, back),
                outcome.result(),
                back,
                outcome.problems());
    }

    private static String summary(Change<?> change, boolean back) {
        Stream<String> losses =
                back ? Stream.of() : change.before().stream().flatMap(before -> before.resource().losses().stream());
        return Stream.concat(Stream.of(change.resource().summary()), losses).collect(joining("; "));
    }

    /** Returns the same as a step that puts something back. */
    public Step onTheWayBack() {
        return new Step(target, service, shape, key, summary, result, true, problems);
    }
}
