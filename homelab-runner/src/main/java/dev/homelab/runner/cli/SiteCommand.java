// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.RunRequest;
import dev.homelab.runner.UnexpectedError;
import dev.homelab.runner.render.Json;
import dev.homelab.runner.render.PlanText;
import dev.homelab.runner.site.Pages;
import dev.homelab.runner.site.Site;
import dev.homelab.runner.site.SiteFolder;
import dev.homelab.runner.site.SiteReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the homelab as a site. */
@Command(
        name = "site",
        description = {
            "Write a static site: services, hosts, dependencies, runs.",
            "Reads the definitions and the run record; with --live also every target, and with --offline the definitions alone, "
                    + "which needs no secret. Changes no target. No page holds a secret."
        },
        footer = {
            "  homelab site public",
            "  homelab site public --live",
            "  homelab site public --public --offline",
            "  homelab site docs/homelab --format markdown"
        })
final class SiteCommand extends DefinitionsCommand {

    /** The forms of a site. */
    enum Format {
        html,
        markdown,
        json
    }

    @Parameters(paramLabel = "DIR", description = "The folder to write to; made if it does not exist.")
    private Path folder = Path.of("");

    @Option(names = "--live", description = "Read every target: health now, and drift.")
    private boolean live;

    @Option(names = "--offline", description = "Connect to nothing and need no secret: no history and no health.")
    private boolean offline;

    @Option(
            names = "--public",
            description = "For everyone to read: omit addresses, ports, definitions, secret references and findings.")
    private boolean isPublic;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "html",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.html;

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        if (live && offline) {
            throw wrongUsage("--live and --offline exclude each other.");
        }
        SiteReader reader = new SiteReader(homelab.catalog().catalog(), isPublic);
        if (!offline) {
            reader.runs(homelab.record(runOptions()).runs(), homelab::changes);
        }
        if (live) {
            live(homelab, reader);
        }
        Site site = reader.at(Instant.now());
        Map<String, String> pages = new LinkedHashMap<>();
        files(site).forEach((path, text) -> pages.put(path, masked(path, text)));
        new SiteFolder(folder).write(pages);
        terminal.line(
                json
                        ? Json.site(
                                folder.toString(), pages.size(), site.services().size())
                        : "Site of homelab \"%s\" written: %s, for %s. Open %s"
                                .formatted(
                                        site.homelab(),
                                        PlanText.count(pages.size(), "file"),
                                        PlanText.count(site.services().size(), "service"),
                                        folder.resolve(pages.keySet().stream()
                                                .filter(path -> !path.contains("/") && !path.endsWith(".css"))
                                                .findFirst()
                                                .orElse(""))));
        return Ending.DONE;
    }

    /** What is unreachable is said on the site, which is made all the same. */
    private void live(Homelab homelab, SiteReader reader) {
        try {
            reader.live(
                    homelab.status(runOptions()),
                    homelab.plan(RunRequest.usual().with(runOptions())));
        } catch (java.util.concurrent.CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            List<Problem> problems = UnexpectedError.problems(Where.nowhere(), e);
            problems.forEach(problem -> reader.note("Targets were not read: " + problem.summary() + "."));
        }
    }

    private Map<String, String> files(Site site) {
        return switch (format) {
            case html -> new Pages().of(site);
            case markdown -> new Pages().markdown(site);
            case json -> Map.of("site.json", Json.of(site));
        };
    }

    private String masked(String path, String text) {
        return path.endsWith(".json") ? Json.masked(text, masker()) : masker().mask(text);
    }
}
