// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.detect;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;

/**
 * The branch of another repository that a work tree follows.
 *
 * @param git the work tree
 * @param branch the branch that is checked out
 * @param name what it follows, such as {@code origin/main}
 */
public record Upstream(Git git, String branch, String name) {

    /**
     * Returns that of a work tree.
     *
     * @throws CheckoutRefusedException if nothing is followed
     */
    public static Upstream of(Git git) {
        String branch = git.branch()
                .orElseThrow(() -> refused(
                        "no branch checked out",
                        "the work tree \"%s\" is at a commit and at no branch.".formatted(git.top()),
                        "check out the branch that is to be applied:\n\n  git switch main"));
        String name = git.upstream()
                .orElseThrow(() -> refused(
                        "branch follows no other",
                        "branch \"%s\" of \"%s\" has no upstream to fetch from.".formatted(branch, git.top()),
                        "say what it follows:\n\n  git branch --set-upstream-to=origin/%1$s %1$s".formatted(branch)));
        return new Upstream(git, branch, name);
    }

    /**
     * Fetches, and moves the branch forward to what it follows.
     *
     * @return the commit that is checked out now
     * @throws CheckoutRefusedException if there are changes or commits that are not in what it follows
     * @throws Git.GitException if it cannot be fetched
     */
    public String forward() {
        if (!git.isClean()) {
            throw refused(
                    "work tree has changes",
                    "\"%s\" has files that are changed or not committed; they would be applied with what is fetched."
                            .formatted(git.top()),
                    "commit and push them, or remove them. This shows them:\n\n  git status");
        }
        git.fetch();
        String here = git.commit("HEAD").orElse("");
        String there = git.commit(name).orElse("");
        if (here.equals(there)) {
            return here;
        }
        if (!git.isAncestor(here, there)) {
            boolean isAhead = git.isAncestor(there, here);
            throw refused(
                    "branch has diverged",
                    "\"%s\" has commits that %s has not.".formatted(branch, name),
                    isAhead
                            ? "push them:\n\n  git push"
                            : "put them on top of what was fetched, and push them:\n\n  git rebase %s && git push"
                                    .formatted(name));
        }
        git.fastForward(there);
        return there;
    }

    private static CheckoutRefusedException refused(String summary, String detail, String fix) {
        return new CheckoutRefusedException(new Problem(summary, Where.nowhere(), detail, fix));
    }
}
