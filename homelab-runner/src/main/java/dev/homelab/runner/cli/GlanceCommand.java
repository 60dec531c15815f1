// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.adapter.glance.Inclusion;
import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.dashboard.Dashboards;
import dev.homelab.runner.render.InclusionText;
import dev.homelab.runner.render.Json;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about dashboards. */
@Command(
        name = "glance",
        description = "Work with the dashboards of the inventory.",
        mixinStandardHelpOptions = true,
        subcommands = GlanceCommand.Init.class)
final class GlanceCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: init.");
    }

    /** Shows a person the one line that a page needs, and adds it. */
    @Command(
            name = "init",
            description =
                    "Show the one line that each page of a dashboard needs in a file of your own, and where it belongs; and"
                            + " add it once a person has agreed. Nothing else ever writes to that file, and every other"
                            + " byte of it stays. Exit code 2 if something is left to do.")
    static final class Init extends DefinitionsCommand {

        @Option(names = "--write", description = "Add the lines without asking.")
        private boolean write;

        @Override
        Ending run(Homelab homelab, Terminal terminal, boolean json) {
            Dashboards dashboards = new Dashboards(homelab.catalog(), secrets());
            List<Inclusion> found = dashboards.look();
            if (!json) {
                found.forEach(inclusion -> terminal.lines(InclusionText.lines(inclusion)));
            }
            List<Inclusion> open = found.stream()
                    .filter(inclusion -> inclusion.isNew() || inclusion.edit().isPresent())
                    .toList();
            if (!open.isEmpty() && (write || (!json && terminal.isAgreed("Is that to be written?")))) {
                dashboards.add(open);
                found = dashboards.look();
            }
            terminal.line(json ? Json.inclusions(found) : said(found, open));
            return found.stream().allMatch(Inclusion::isThere) ? Ending.DONE : Ending.PENDING;
        }

        private static String said(List<Inclusion> found, List<Inclusion> open) {
            if (found.isEmpty()) {
                return "No service has a tile on a dashboard.";
            }
            if (found.stream().allMatch(Inclusion::isThere)) {
                return open.isEmpty() ? "Nothing to do." : "Written.";
            }
            return found.stream().anyMatch(one -> one.edit().isPresent() || one.isNew())
                    ? "Nothing was written. To write it: homelab glance init --write"
                    : "The rest is for a person to add.";
        }
    }
}
