// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.provision.Cancellation;
import dev.homelab.runner.guard.Consent;
import dev.homelab.runner.guard.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to plan or apply, and how. One that is planned can be applied as it is, by way of its plan.
 *
 * <pre>{@code
 * RunRequest.usual()
 *     .with(Scope.everything().only("photos"))
 *     .with(Consent.none().accepting("photos:more-people"))
 * }</pre>
 *
 * @param scope what the run is limited to; the plan counts the rest all the same
 * @param consent what the run may do that would stop it otherwise
 * @param refreshImages whether registries are checked for updated tags
 * @param rollback the run that is rolled back, with all after it; empty to apply the definitions
 * @param destroys whether everything that belongs to the homelab goes, whatever definitions say; data is kept
 * @param options how the run is done
 */
public record RunRequest(
        Scope scope,
        Consent consent,
        boolean refreshImages,
        Optional<String> rollback,
        boolean destroys,
        RunOptions options) {

    /** Applies the definitions: everything, with no confirmation given and the usual options. */
    public static RunRequest usual() {
        return new RunRequest(Scope.everything(), Consent.none(), false, Optional.empty(), false, RunOptions.usual());
    }

    /**
     * Rolls back a run and all after it: restores what was there before, whatever definitions say.
     *
     * @param run the id of the run, as {@link Homelab#history} lists it
     */
    public static RunRequest rollback(String run) {
        return new RunRequest(Scope.everything(), Consent.none(), false, Optional.of(run), false, RunOptions.usual());
    }

    /** Removes everything that belongs to the homelab from all targets; data is kept. Protected services keep it from being done. */
    public static RunRequest destroy() {
        return new RunRequest(Scope.everything(), Consent.none(), false, Optional.empty(), true, RunOptions.usual());
    }

    /** Returns this request, limited to this instead. */
    public RunRequest with(Scope limits) {
        return new RunRequest(limits, consent, refreshImages, rollback, destroys, options);
    }

    /** Returns this request with these confirmations instead. */
    public RunRequest with(Consent confirmed) {
        return new RunRequest(scope, confirmed, refreshImages, rollback, destroys, options);
    }

    /** Returns this request, done with these options. */
    public RunRequest with(RunOptions how) {
        return new RunRequest(scope, consent, refreshImages, rollback, destroys, how);
    }

    /** Returns this request, and checks registries for updated tags. */
    public RunRequest refreshingImages() {
        return new RunRequest(scope, consent, true, rollback, destroys, options);
    }

    /** Returns this request, which this ends early. */
    public RunRequest cancelledBy(Cancellation request) {
        return with(options.cancelledBy(request));
    }

    boolean isRollback() {
        return rollback.isPresent();
    }

    /** Returns what to say of it in a report, a line each. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>(scope.text());
        rollback.ifPresent(run -> remarks.add("Back to before run %s.".formatted(run)));
        if (destroys) {
            remarks.add("Everything that belongs to the homelab is removed.");
        }
        return remarks;
    }
}
