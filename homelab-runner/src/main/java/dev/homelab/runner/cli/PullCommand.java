// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.RunOptions;
import dev.homelab.runner.RunRequest;
import dev.homelab.runner.cli.option.ConsentOptions;
import dev.homelab.runner.cli.option.Definitions;
import dev.homelab.runner.cli.option.Locking;
import dev.homelab.runner.cli.option.WaitOptions;
import dev.homelab.runner.detect.Git;
import dev.homelab.runner.detect.Upstream;
import dev.homelab.runner.guard.Scope;
import dev.homelab.runner.render.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Applies what was pushed, without a CI server. */
@Command(
        name = "pull",
        description = {
            "Fetch, and apply what changed if the branch moved.",
            "For a timer, where no CI server is. What a run before did not get done is done again. A work tree with changes or commits of its own"
                    + " is refused."
        },
        footer = {"  homelab pull", "  homelab pull --wait 600"})
final class PullCommand extends DefinitionsCommand {

    private static final int BRIEF = 12;

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @Mixin
    private Locking locking = new Locking();

    @Mixin
    private ConsentOptions words = new ConsentOptions();

    private String branch = "";
    private String commit = "";

    /** Definitions are read once the work tree is where it belongs. */
    @Override
    Homelab read(Definitions chosen) {
        Optional<Git> git = chosen.git();
        if (git.isPresent()) {
            Upstream upstream = Upstream.of(git.get());
            commit = upstream.forward();
            branch = upstream.branch();
        }
        return chosen.read();
    }

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        if (commit.isEmpty()) {
            terminal.problems(List.of(noRepository()), json);
            return Ending.REFUSED;
        }
        RunOptions options = locking.apply(runOptions().with(waiting.patience()), environment());
        if (homelab.isApplied(commit, options)) {
            terminal.line(
                    json
                            ? Json.upToDate(branch, commit)
                            : "Nothing new: %s is at %s, which is applied.".formatted(branch, brief()));
            return Ending.DONE;
        }
        if (!json) {
            terminal.line("%s is at %s.".formatted(branch, brief()));
        }
        RunRequest request = RunRequest.usual()
                .with(new Scope(Set.of(), Set.of(), Set.of(), true))
                .with(words.consent(environment(), definitions().git()))
                .with(options);
        return tell(homelab.apply(request), terminal, json);
    }

    private String brief() {
        return commit.substring(0, Math.min(commit.length(), BRIEF));
    }

    private static Problem noRepository() {
        return new Problem(
                "no work tree of Git",
                Where.nowhere(),
                "the definitions are in no work tree of Git, so there is nothing to fetch.",
                "clone the repository of the definitions, or apply them as they are:\n\n  homelab apply");
    }
}
