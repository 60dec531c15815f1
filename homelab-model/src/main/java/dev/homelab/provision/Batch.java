// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import dev.homelab.model.value.ServiceName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Changes to one target that may be made in one go.
 *
 * @param changes in the order they are to be made
 * @param listener notified of each outcome as soon as it is known, so that a person sees the progress of long work
 * @param cancellation ends it early: a change that was not begun by then is skipped
 */
public record Batch<R extends Resource>(
        List<Change<R>> changes, Consumer<Outcome<R>> listener, Cancellation cancellation) {

    public Batch {
        changes = List.copyOf(changes);
    }

    /** A batch that is made to its end. */
    public Batch(List<Change<R>> changes, Consumer<Outcome<R>> listener) {
        this(changes, listener, new Cancellation());
    }

    /** A batch that is made to its end, without a listener. */
    public Batch(List<Change<R>> changes) {
        this(changes, outcome -> {});
    }

    /** Returns the same changes without a listener, for a session that knows only later what became of them. */
    public Batch<R> unwatched() {
        return new Batch<>(changes, outcome -> {}, cancellation);
    }

    /** Returns a batch of other changes with the same listener, such as the same ones in another order. */
    public Batch<R> of(List<Change<R>> others) {
        return new Batch<>(others, listener, cancellation);
    }

    /**
     * Makes each change in turn. After a failure the rest of that service is skipped and the others go on; once the run is
     * cancelled, the rest is skipped.
     */
    public List<Outcome<R>> oneByOne(Consumer<Change<R>> action) {
        List<Outcome<R>> outcomes = new ArrayList<>();
        Set<ServiceName> broken = new HashSet<>();
        for (Change<R> change : changes) {
            Outcome<R> outcome = cancellation.isCancelled() || broken.contains(change.service())
                    ? Outcome.skipped(change)
                    : attempt(change, action);
            if (!outcome.succeeded()) {
                broken.add(change.service());
            }
            outcomes.add(outcome);
            listener.accept(outcome);
        }
        return List.copyOf(outcomes);
    }

    /**
     * Makes changes as {@link #oneByOne} does, except that some are begun while those before them still go on. All runs in this
     * thread: what goes on is up to the target. A change that was begun is ended, even if the run is cancelled meanwhile.
     *
     * @param most how many may go on at once
     * @param overlaps whether a change may go on beside others; any other is made once all before it have ended, and alone
     * @param begin begins a change and returns what ends it; changes are ended in the order they were begun
     */
    public List<Outcome<R>> overlapping(int most, Predicate<Change<R>> overlaps, Function<Change<R>, Runnable> begin) {
        List<Outcome<R>> outcomes = new ArrayList<>();
        Set<ServiceName> broken = new HashSet<>();
        Deque<Begun<R>> begun = new ArrayDeque<>();
        Consumer<Outcome<R>> ended = outcome -> {
            if (!outcome.succeeded()) {
                broken.add(outcome.change().service());
            }
            outcomes.add(outcome);
            listener.accept(outcome);
        };
        for (Change<R> change : changes) {
            boolean isAlone = !overlaps.test(change)
                    || begun.stream().anyMatch(other -> other.change().service().equals(change.service()));
            while (begun.size() >= (isAlone ? 1 : most)) {
                ended.accept(begun.remove().end());
            }
            if (cancellation.isCancelled() || broken.contains(change.service())) {
                begun.forEach(other -> ended.accept(other.end()));
                begun.clear();
                ended.accept(Outcome.skipped(change));
                continue;
            }
            begun.add(Begun.of(change, begin));
            if (isAlone) {
                ended.accept(begun.remove().end());
            }
        }
        begun.forEach(other -> ended.accept(other.end()));
        return List.copyOf(outcomes);
    }

    /** A change that goes on, and what ends it. */
    private record Begun<R extends Resource>(Change<R> change, Runnable rest) {

        static <R extends Resource> Begun<R> of(Change<R> change, Function<Change<R>, Runnable> begin) {
            try {
                return new Begun<>(change, begin.apply(change));
            } catch (TargetException e) {
                return new Begun<>(change, () -> {
                    throw e;
                });
            }
        }

        Outcome<R> end() {
            return attempt(change, same -> rest.run());
        }
    }

    /** Makes all changes by a single call to the target: they succeed or fail together. */
    public List<Outcome<R>> together(Runnable action) {
        try {
            action.run();
            return changes.stream().map(Outcome::applied).toList();
        } catch (TargetException e) {
            return changes.stream()
                    .map(change -> Outcome.failed(change, e.problems()))
                    .toList();
        }
    }

    private static <R extends Resource> Outcome<R> attempt(Change<R> change, Consumer<Change<R>> action) {
        try {
            action.accept(change);
            return Outcome.applied(change);
        } catch (TargetException e) {
            return Outcome.failed(change, e.problems());
        }
    }
}
