// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.adapter.glance.Inclusion;
import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.cli.option.Agreement;
import dev.homelab.runner.dashboard.Dashboards;
import dev.homelab.runner.render.InclusionText;
import dev.homelab.runner.render.Json;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands about dashboards. */
@Command(
        name = "glance",
        description = "Prepare the dashboards of Glance.",
        mixinStandardHelpOptions = true,
        subcommands = GlanceCommand.Init.class)
final class GlanceCommand {

    /** Shows a person the one line that a page needs, and adds it. */
    @Command(
            name = "init",
            description = {
                "Show and add the one line each dashboard page needs.",
                "The line goes into a file of your own, once you confirm. homelab writes nothing else there, and every other "
                        + "byte of the file stays. Exit code 2 if something is left to do."
            },
            footer = {"  homelab glance init", "  homelab glance init --yes"})
    static final class Init extends DefinitionsCommand {

        @Mixin
        private Agreement agreement = new Agreement();

        /** The earlier spelling of {@code --yes}. */
        @Option(names = "--write", hidden = true)
        private boolean olderSpelling;

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
            if (!open.isEmpty()
                    && (agreement.isGiven()
                            || olderSpelling
                            || (!json && terminal.isAgreed("Is that to be written?")))) {
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
                    ? "Nothing was written. To write it: homelab glance init --yes"
                    : "The rest is for a person to add.";
        }
    }
}
