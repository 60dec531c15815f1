// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.RunOptions;
import dev.homelab.runner.RunRequest;
import dev.homelab.runner.cli.option.Locking;
import dev.homelab.runner.cli.option.RunDirectoryOption;
import dev.homelab.runner.cli.option.WaitOptions;
import dev.homelab.runner.guard.Scope;
import dev.homelab.runner.guard.Stage;
import dev.homelab.runner.pipeline.Job;
import dev.homelab.runner.pipeline.RunDirectory;
import dev.homelab.runner.render.GitLab;
import dev.homelab.runner.render.JunitXml;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Looks whether everything is as it should be. */
@Command(
        name = "verify",
        description = {
            "Check every service at its targets and from outside.",
            "Writes nothing, anywhere. With --run it is the last stage of what apply --stage began: it checks what that "
                    + "changed, and records what is verified."
        },
        footer = {"  homelab verify", "  homelab verify --patience 10 --verbose"})
final class VerifyCommand extends DefinitionsCommand {

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Check these services alone (default: all).")
    private List<String> names = List.of();

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @Mixin
    private Locking locking = new Locking();

    @Mixin
    private RunDirectoryOption handed = new RunDirectoryOption();

    @Override
    void leave(Report report) {
        handed.leave(Job.VERIFY, report);
    }

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        if (handed.folder().isPresent()) {
            return ofPipeline(homelab, handed.folder().get(), terminal, json);
        }
        RunRequest request = RunRequest.usual().with(runOptions().with(waiting.patience()));
        Scope scope = Scope.everything();
        for (String name : names) {
            scope = scope.only(name);
        }
        return tell(homelab.verify(request.with(scope)), terminal, json);
    }

    private Ending ofPipeline(Homelab homelab, RunDirectory folder, Terminal terminal, boolean json) {
        folder.write("links.json", GitLab.links(homelab.catalog().catalog()));
        folder.write("environment.env", GitLab.environment(homelab.catalog().catalog()));
        if (handed.isIdle()) {
            folder.write("verify.xml", JunitXml.of(Report.begin("", "", List.of())));
            leave(Report.begin("", "", List.of()).ended(Ending.DONE, List.of(), List.of()));
            return handed.nothingToDo(terminal::line);
        }
        RunOptions options = runOptions().with(waiting.patience());
        Report report = homelab.apply(folder.plan(), locking.apply(options, environment(), Stage.VERIFY));
        leave(report);
        folder.write("verify.xml", JunitXml.of(report));
        return tell(report, terminal, json);
    }
}
