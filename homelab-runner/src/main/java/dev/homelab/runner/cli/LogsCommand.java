// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.provision.LogRequest;
import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.render.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the log of a service where it runs. */
@Command(
        name = "logs",
        description = {
            "Show the last log lines of a service, from its host.",
            "Changes nothing. Secrets of the service are masked."
        },
        footer = {
            "  homelab logs jellyfin",
            "  homelab logs jellyfin --follow --container server",
            "  homelab logs jellyfin --lines 20 --json"
        })
final class LogsCommand extends DefinitionsCommand {

    private static final int USUAL = 100;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SERVICE", description = "The name of the service.")
    private String service = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with new lines until Ctrl-C.")
    private boolean isFollowed;

    @Option(names = "--container", paramLabel = "NAME", description = "Show this container alone (default: all).")
    private Optional<String> container = Optional.empty();

    @Option(
            names = "--lines",
            paramLabel = "NUMBER",
            description = "How many of the last lines of each container (default: 100).")
    private int lines = USUAL;

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        if (json && isFollowed) {
            throw new ParameterException(spec.commandLine(), "--json prints one document, and --follow has no end");
        }
        List<String> shown = new ArrayList<>();
        Consumer<String> each = json ? shown::add : terminal::line;
        try {
            homelab.logs(service, new LogRequest(lines, isFollowed, container), runOptions(), each);
        } catch (CancellationException e) {
            if (!isFollowed) {
                throw e;
            }
        }
        if (json) {
            terminal.line(Json.log(service, shown));
        }
        return Ending.DONE;
    }
}
