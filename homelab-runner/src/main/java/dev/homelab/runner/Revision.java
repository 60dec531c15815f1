// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Remedy;
import dev.homelab.problem.Where;
import dev.homelab.runner.detect.Git;
import dev.homelab.runner.guard.Consent;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The commit that definitions are of, held against the one that was applied last. To apply an ancestor of that one undoes what
 * came after it, services that are newer included; so it needs a confirmation.
 *
 * @param git the work tree that the inventory is in; empty outside of Git
 * @param commit what is checked out; empty if Git does not say
 */
record Revision(Optional<Git> git, Optional<String> commit) {

    /** Definitions that are of no commit. */
    static Revision none() {
        return new Revision(Optional.empty(), Optional.empty());
    }

    static Revision around(Path inventory) {
        Optional<Git> git = Git.around(inventory);
        return new Revision(git, git.flatMap(tree -> tree.commit("HEAD")));
    }

    /** Returns why the definitions are not applied; nothing if they are not older than what was applied, or may be. */
    List<Problem> refusal(HomelabPlan plan, Consent consent) {
        Optional<String> applied = plan.causes().revision();
        return plan.isEmpty() || consent.acceptsOlder() || !isOlderThan(applied)
                ? List.of()
                : List.of(new Problem(
                                "definitions are older",
                                Where.nowhere(),
                                "commit %s came before %s, which was applied last; applying it would undo what came after."
                                        .formatted(brief(commit), brief(applied)),
                                "apply the newest commit. To roll back, revert what is wrong (git revert) and push that, or roll back"
                                        + " the run; nothing was changed. If it is to be this older commit, accept it.")
                        .with(Remedy.of(Remedy.Kind.ACCEPT, Consent.OLDER)));
    }

    /** Returns the commit that was applied last, once these definitions are applied. */
    Optional<String> after(Optional<String> applied, Consent consent) {
        return commit.isEmpty() || (isOlderThan(applied) && !consent.acceptsOlder()) ? applied : commit;
    }

    private boolean isOlderThan(Optional<String> applied) {
        return git.isPresent()
                && commit.isPresent()
                && applied.isPresent()
                && !commit.equals(applied)
                && git.get().isAncestor(commit.get(), applied.get());
    }

    private static String brief(Optional<String> commit) {
        return commit.map(id -> id.substring(0, Math.min(id.length(), 12))).orElse("");
    }
}
