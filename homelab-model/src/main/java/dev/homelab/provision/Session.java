// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import dev.homelab.model.Definition;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A signed-in conversation with one target. Used by one thread at a time.
 *
 * @param <R> what the target is made of
 */
public interface Session<R extends Resource> extends AutoCloseable {

    /**
     * Looks at the target, and changes nothing.
     *
     * @return everything of this type the target holds, ours or not, in full enough detail to make it again
     * @throws TargetException if the target is unavailable
     */
    List<Observed<R>> observe();

    /**
     * Finds out, changing nothing, what would keep the target from holding these: a group that does not exist, a line
     * that is missing in a file that homelab does not own. Called after {@link #observe}, before anything is written anywhere.
     */
    default List<Problem> preflight(List<Desired<R>> desired) {
        return List.of();
    }

    /**
     * Finds out, changing nothing, what would keep the target from making these changes: something there that makes it refuse every
     * write, or a conflict that cannot be adopted. Called after {@link #preflight} with what is planned, by runs that only plan,
     * too.
     */
    default List<Problem> preflightChanges(List<Change<R>> changes) {
        return List.of();
    }

    /**
     * Returns what a person should know of these changes although it keeps nothing from being made. Called after
     * {@link #preflightChanges} with some of the same changes, perhaps several times; what that has found need not be looked for
     * again.
     */
    default List<Problem> warnings(List<Change<R>> changes) {
        return List.of();
    }

    /**
     * Finds out, changing nothing, whether this sign-in has the right to make these changes. Called by a run that is about to make
     * them, before anything is written anywhere; runs that only look need no right to write.
     */
    default List<Problem> checkWritable(List<Change<R>> changes) {
        return List.of();
    }

    /**
     * Works out, changing nothing, how definitions of these services would say what the target holds for them and homelab does not manage.
     * Called after {@link #observe}, perhaps several times with definitions that say more.
     *
     * @param definitions those that are written now, with everything filled in that they leave to the inventory
     * @return nothing from a target of which nothing is imported
     */
    default Existing existing(List<Definition> definitions, Inventory inventory) {
        return Existing.NOTHING;
    }

    /**
     * Makes changes. Making the same change twice is harmless, and a change may follow one that failed half-way. The
     * listener of the batch is notified only of outcomes that will not change any more.
     *
     * @return one outcome per change, in order; a refusal by the target is an outcome, not an exception
     */
    List<Outcome<R>> apply(Batch<R> batch);

    /**
     * Finishes what {@link #apply} left for the end, such as one restart for all changes. Called once all changes of a run are made,
     * and again once they are rolled back.
     *
     * @throws TargetException if that fails
     */
    default void finish() {}

    /**
     * Asks the target, changing nothing, how it is with what these ask for: whether a container is healthy, or a router is
     * in force. Called once all is applied, and again until all is good or patience ends; so one look does not wait.
     *
     * @return what was found for each service; nothing from a target that has no more to say than {@link #observe}
     * @throws TargetException if the target cannot be asked
     */
    default Map<ServiceName, List<CheckResult>> inspect(List<Desired<R>> desired) {
        return Map.of();
    }

    /**
     * Reads, changing nothing, what the target itself has kept of why these are not healthy, such as logs. Called before they are rolled
     * back, since that removes it.
     *
     * @return what is known of each service, without secrets; nothing from a target that keeps none
     * @throws TargetException if the target cannot be asked
     */
    default Map<ServiceName, Diagnosis> diagnose(List<Desired<R>> desired) {
        return Map.of();
    }

    /**
     * Reads the log of a resource, changing nothing. Needs no {@link #observe}.
     *
     * @param lines takes each line, without secrets
     * @return whether the target keeps logs
     * @throws TargetException if the log cannot be read
     */
    default boolean log(Desired<R> desired, LogRequest request, Consumer<String> lines) {
        return false;
    }

    /**
     * Finds out, changing nothing, which digests tags of images stand for. Needs no {@link #observe}.
     *
     * @param images with their tags, such as {@code nginx:latest}
     * @param ofContainers whether it is what containers of this target run that counts, instead of what registries have now
     * @return what is known; nothing from a target without images
     * @throws TargetException if the target cannot be asked
     */
    default ImageDigests digests(Set<String> images, boolean ofContainers) {
        return ImageDigests.NONE;
    }

    /**
     * Returns the very images that containers of this homelab were made from, as {@link #observe} has found them; asks nothing more.
     *
     * @return nothing from a target without containers
     */
    default List<ContainerImage> images() {
        return List.of();
    }

    @Override
    void close();
}
