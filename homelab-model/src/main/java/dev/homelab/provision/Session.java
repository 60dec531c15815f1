// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import dev.homelab.problem.Problem;
import java.util.List;

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
     * @throws TargetException if the target cannot be used
     */
    List<Observed<R>> observe();

    /**
     * Finds out, changing nothing, what would keep the target from holding these: a group that does not exist, a line
     * that is missing in a person's own file. Called after {@link #observe}, before anything is written anywhere.
     */
    default List<Problem> preflight(List<Desired<R>> desired) {
        return List.of();
    }

    /**
     * Makes changes. Making the same change twice is harmless, and a change may follow one that failed half-way. The
     * listener of the batch is told only of outcomes that will not change any more.
     *
     * @return one outcome per change, in order; a refusal by the target is an outcome, not an exception
     */
    List<Outcome<R>> apply(Batch<R> batch);

    @Override
    void close();
}
