// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.model.value.PortMapping;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.report.Ending;
import dev.homelab.runner.cli.ci.PipelineFiles;
import dev.homelab.runner.cli.ci.Server;
import dev.homelab.runner.cli.option.Agreement;
import dev.homelab.runner.cli.start.FirstAnswers;
import dev.homelab.runner.cli.start.FirstFiles;
import dev.homelab.runner.cli.start.FirstHost;
import dev.homelab.runner.cli.start.Interview;
import dev.homelab.runner.cli.start.KeyFile;
import dev.homelab.runner.cli.start.PullTimer;
import dev.homelab.runner.detect.Git;
import dev.homelab.runner.detect.OwnPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Begins a homelab: its inventory, its root key and an example that runs at once. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Begin a homelab: inventory, root key and an example that runs.",
            "On a terminal it asks which hosts and servers there are. Besides, it writes what editors need. A folder with an inventory"
                    + " is refused; any other file that exists is kept."
        },
        footer = {
            "  homelab init",
            "  homelab init homelab --yes --name lab --domain lab.home.arpa",
            "  homelab init --docker here --docker nas=me@192.0.2.11 --with traefik",
            "  homelab init --yes --ci gitlab --jar homelab.jar",
            "  homelab init --yes --timer",
            "  homelab init --yes --image traefik/whoami:v1.11.0 --port 8080:80"
        })
final class InitCommand implements Callable<Integer> {

    private static final String KEY_VARIABLE = "HOMELAB_KEY";

    @Parameters(
            arity = "0..1",
            paramLabel = "DIRECTORY",
            defaultValue = ".",
            description = "The top of the repository (default: the current folder).")
    private Path directory = Path.of(".");

    @Mixin
    private Agreement agreement = new Agreement();

    @Option(names = "--name", paramLabel = "NAME", description = "The name of the homelab (default: home).")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--domain",
            paramLabel = "DOMAIN",
            description = "The domain that names of services are under (default: home.arpa).")
    private Optional<String> domain = Optional.empty();

    @Option(
            names = "--docker",
            paramLabel = "HOST",
            description =
                    "Where Docker runs: here, or NAME=USER@HOST[:PORT] for a machine over SSH; may be given several times (default: here).")
    private List<String> hosts = List.of();

    @Option(
            names = "--with",
            paramLabel = "SERVER",
            split = ",",
            description =
                    "A server to keep in line too: traefik, caddy, pihole, adguard, dnsmasq, rfc2136, authentik, authelia, keycloak, glance, homepage; may be given several times (default: none).")
    private List<String> servers = List.of();

    @Option(
            names = "--ci",
            paramLabel = "SERVER",
            description = "Also write a pipeline, as ci init does: ${COMPLETION-CANDIDATES}.")
    private Optional<Server> ci = Optional.empty();

    @Option(
            names = "--timer",
            description =
                    "Also write units of systemd that pull every five minutes, for a machine without a CI server.")
    private boolean timer;

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description = "The jar that is to be installed (default: the one that runs).")
    private Optional<Path> jar = Optional.empty();

    @Option(
            names = "--image",
            paramLabel = "IMAGE",
            defaultValue = FirstFiles.EXAMPLE_IMAGE,
            description = "The image of the service, with a tag.")
    private String image = FirstFiles.EXAMPLE_IMAGE;

    @Option(
            names = "--port",
            paramLabel = "HOST:CONTAINER",
            defaultValue = FirstFiles.EXAMPLE_PORT,
            description = "Where the example publishes its page (default: ${DEFAULT-VALUE}).")
    private String port = FirstFiles.EXAMPLE_PORT;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Terminal terminal = new Terminal(spec);
        Optional<Problem> refusal = refusal();
        if (refusal.isPresent()) {
            terminal.problems(List.of(refusal.get()), false);
            return Ending.REFUSED.exitCode();
        }
        FirstAnswers.Given given = new FirstAnswers.Given(name, domain, hosts, servers);
        given.refusal().ifPresent(why -> {
            throw new ParameterException(spec.commandLine(), why + ".");
        });
        try {
            begin(FirstAnswers.ask(given, interview(terminal)), terminal);
            return Ending.DONE.exitCode();
        } catch (CancellationException e) {
            terminal.line("");
            terminal.line("Nothing was written.");
            return Ending.CANCELLED.exitCode();
        } catch (IOException e) {
            terminal.problems(List.of(FirstFiles.notWritten(e)), false);
            return Ending.FAILED.exitCode();
        }
    }

    private Interview interview(Terminal terminal) {
        if (agreement.isGiven()) {
            return Interview.ofDefaults();
        }
        if (!terminal.isInteractive()) {
            throw new ParameterException(
                    spec.commandLine(), "There is no terminal to ask on: --yes uses defaults for what no option says.");
        }
        terminal.line("Each question has a default in brackets; Enter takes it, Ctrl-D ends with nothing written.");
        return new Interview(terminal::answer, terminal::line);
    }

    /** An inventory that exists is that of a homelab; all other files are kept, or written beside. */
    private Optional<Problem> refusal() {
        if (Files.exists(directory.resolve(FirstFiles.INVENTORY), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(new Problem(
                    "inventory exists already",
                    Where.nowhere(),
                    "\"%s\" is there. Nothing was written."
                            .formatted(directory.resolve(FirstFiles.INVENTORY).normalize()),
                    "add a service with homelab new NAME, or begin in another folder."));
        }
        return Optional.empty();
    }

    private void begin(FirstAnswers answers, Terminal terminal) throws IOException {
        Path home = Path.of(environment().getOrDefault("HOME", System.getProperty("user.home", ".")));
        KeyFile key = new KeyFile(home, answers.homelab());
        String reference = ci.isPresent() ? "env:" + KEY_VARIABLE : key.reference();
        Map<String, String> files = new LinkedHashMap<>(new FirstFiles(answers, reference, home)
                .texts(image, port, SchemaCommand.service(), SchemaCommand.inventory()));
        if (ci.isPresent() && !Files.isRegularFile(jar.orElseGet(PipelineFiles::program))) {
            throw new ParameterException(spec.commandLine(), "--ci needs the jar that is to be installed: --jar FILE.");
        }
        if (ci.isPresent()) {
            files.putAll(PipelineFiles.of(
                    ci.get(), jar.orElseGet(PipelineFiles::program), PipelineFiles.secrets(files.values())));
        }
        Optional<PullTimer> pulling = timer ? Optional.of(pullTimer(answers)) : Optional.empty();
        pulling.map(PullTimer::texts).ifPresent(files::putAll);
        for (String file : files.keySet()) {
            Optional<String> link = OwnPlace.refusalOfFile(directory.resolve(file));
            if (link.isPresent()) {
                throw new ParameterException(spec.commandLine(), "Nothing was written: %s.".formatted(link.get()));
            }
        }
        String inventory = Objects.requireNonNull(files.remove(FirstFiles.INVENTORY));
        files.put(FirstFiles.INVENTORY, inventory); // last, since with it the homelab exists
        boolean isNewKey = key.write(RootKey::make);
        List<String> written = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            (write(directory.resolve(file.getKey()), file.getValue()) ? written : kept).add(file.getKey());
        }
        boolean isNewRepository = Git.around(directory).isEmpty() && Git.begin(directory);
        terminal.lines(said(written, kept, isNewRepository));
        terminal.lines(ofKey(key, isNewKey));
        terminal.lines(next(answers, key));
        pulling.ifPresent(units -> terminal.lines(ofTimer(units)));
    }

    private static boolean write(Path file, String text) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Files.createDirectories(file.toAbsolutePath().normalize().getParent());
        Files.writeString(file, text);
        if (text.startsWith("#!") && !file.toFile().setExecutable(true)) {
            throw new IOException("cannot be made executable: " + file);
        }
        return true;
    }

    private List<String> said(List<String> written, List<String> kept, boolean isNewRepository) {
        List<String> lines = new ArrayList<>();
        lines.add("Written to %s:".formatted(directory.toAbsolutePath().normalize()));
        written.forEach(file -> lines.add("  " + file));
        if (isNewRepository) {
            lines.add("  .git (a new repository)");
        }
        if (!kept.isEmpty()) {
            lines.add("Kept as they were: %s.".formatted(String.join(", ", kept)));
        }
        return lines;
    }

    private List<String> ofKey(KeyFile key, boolean isNew) {
        return List.of(
                "",
                "Root key: %s (%s, readable by you alone).".formatted(key.file(), isNew ? "new" : "kept as it was"),
                "  All secrets that homelab derives, and the run record, depend on it: copy it to a safe place, such as a",
                "  password manager. A CI server gets its text as the masked, protected variable %s%s"
                        .formatted(KEY_VARIABLE, ci.isPresent() ? "." : ","),
                ci.isPresent()
                        ? "  Here, commands find it by: export %s=\"$(cat %s)\"".formatted(KEY_VARIABLE, key.file())
                        : "  and the inventory then says: key: env:%s".formatted(KEY_VARIABLE));
    }

    private PullTimer pullTimer(FirstAnswers answers) {
        return new PullTimer(
                answers.homelab(),
                directory.toAbsolutePath().normalize(),
                PullTimer.program(environment().getOrDefault("PATH", ""), jar.orElseGet(PipelineFiles::program)));
    }

    private static List<String> ofTimer(PullTimer units) {
        List<String> lines = new ArrayList<>(
                List.of("", "Once the repository has a branch to follow (git push -u), these install the timer:", ""));
        units.commands().forEach(command -> lines.add("  " + command));
        return lines;
    }

    private List<String> next(FirstAnswers answers, KeyFile key) {
        List<String> lines = new ArrayList<>(List.of("", "Next:", ""));
        if (!directory.normalize().toString().isEmpty()) {
            lines.add("  cd " + directory);
        }
        if (ci.isPresent()) {
            lines.add("  export %s=\"$(cat %s)\"".formatted(KEY_VARIABLE, key.file()));
        }
        answers.hosts().stream()
                .map(FirstHost::name)
                .filter(host -> !host.equals(FirstHost.HERE))
                .forEach(host -> lines.add("  homelab hosts trust " + host));
        lines.add("  homelab plan");
        lines.add("  homelab apply");
        lines.add("");
        FirstHost first = answers.hosts().get(0);
        lines.add("Then the example answers at http://%s:%s"
                .formatted(first.addressInUrl(), PortMapping.of(port).hostPort()));
        if (!answers.targets().isEmpty()) {
            lines.add("If an address in %s is not right, correct it first.".formatted(FirstFiles.INVENTORY));
        }
        return lines;
    }

    private Map<String, String> environment() {
        return Invocation.of(spec).environment();
    }
}
