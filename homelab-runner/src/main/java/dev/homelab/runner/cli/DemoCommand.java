// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.lab.Lab;
import dev.homelab.provision.PollPolicy;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.InvalidDefinitionsException;
import dev.homelab.runner.RunOptions;
import dev.homelab.runner.RunRequest;
import dev.homelab.runner.cli.demo.DemoFolder;
import dev.homelab.runner.cli.demo.DemoSecrets;
import dev.homelab.runner.cli.screen.Watch;
import dev.homelab.runner.render.PlanText;
import dev.homelab.runner.source.Sources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Applies the definitions to a homelab that is all inside this process. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Apply the definitions to a temporary local lab on 127.0.0.1.",
        footer = {
            "  homelab demo",
            "  homelab demo --services services --break photos",
            "  homelab demo --with caddy --with dnsmasq",
            "  homelab demo --keep"
        })
final class DemoCommand implements Callable<Integer> {

    private static final PollPolicy SHORT = new PollPolicy(Duration.ofSeconds(15), Duration.ofMillis(100));

    @Option(
            names = "--services",
            paramLabel = "FOLDER",
            defaultValue = "services",
            description = "The folder of the definitions (default: ${DEFAULT-VALUE}).")
    private Path services = Path.of("services");

    @Option(names = "--keep", description = "Keep the lab running until this process is ended (Ctrl-C).")
    private boolean keep;

    @Option(
            names = "--break",
            paramLabel = "NAME",
            description = "Then apply a new version of this service that does not become healthy.")
    private Optional<String> broken = Optional.empty();

    @Option(
            names = "--with",
            paramLabel = "KIND",
            completionCandidates = DemoKinds.class,
            description =
                    "A kind of server that the lab is to have in the place of another: ${COMPLETION-CANDIDATES}. Repeatable.")
    private List<String> kinds = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal = new Terminal(spec);
        kinds.forEach(this::refuseUnknownKind);
        DemoFolder folder = DemoFolder.make();
        try (Lab lab = Lab.start(folder.lab(), new TreeSet<>(kinds));
                Watch watch = terminal.watch()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(lab, folder)));
            Ending ending = show(lab, folder, terminal, watch);
            if (keep && ending == Ending.DONE) {
                DemoSecrets.write(DemoSecrets.of(services, lab), folder.secrets());
                watch.end();
                invite(lab, folder.secrets(), terminal);
                Thread.currentThread().join(); // until the process is ended
            }
            return ending.exitCode();
        } catch (InvalidDefinitionsException e) {
            terminal.problems(e.problems(), false);
            return Ending.INVALID.exitCode();
        } finally {
            folder.remove();
        }
    }

    /** Says how to visit a lab that stays up. */
    private static void invite(Lab lab, Path secrets, Terminal terminal) {
        int entry = lab.entry().getPort();
        terminal.heading("The lab stays up until this process ends (Ctrl-C, or kill %d)"
                .formatted(ProcessHandle.current().pid()));
        terminal.line("  dig +short @127.0.0.1 -p %d jellyfin.home.arpa".formatted(lab.dnsPort()));
        terminal.line(
                "  curl --resolve jellyfin.home.arpa:%1$d:127.0.0.1 http://jellyfin.home.arpa:%1$d/".formatted(entry));
        terminal.line("  dashboard:  " + lab.dashboard());
        terminal.line("  inventory:  " + lab.inventory());
        terminal.line("  its secrets: . " + secrets);
    }

    /** Removes everything when the process ends. */
    private static void end(Lab lab, DemoFolder folder) {
        lab.close();
        folder.remove();
    }

    private Ending show(Lab lab, DemoFolder folder, Terminal terminal, Watch watch) {
        terminal.line("The lab is up: 4 hosts over SSH, %s and a chat, all on 127.0.0.1."
                .formatted(String.join(", ", lab.serverNames())));
        Homelab homelab = homelab(lab, services, terminal, watch);
        broken.ifPresent(service -> refuseUnknown(service, homelab));
        terminal.heading("What there is to do");
        terminal.plan(PlanText.lines(homelab.plan()));
        Ending first = apply(homelab, terminal);
        if (first != Ending.DONE) {
            return first;
        }
        Ending again = again(lab, homelab, terminal);
        return again == Ending.DONE && broken.isPresent() ? breakIt(lab, folder, broken.get(), terminal, watch) : again;
    }

    private void refuseUnknownKind(String kind) {
        if (!Lab.OTHER_KINDS.contains(kind)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The lab has no \"%s\", only %s.".formatted(kind, String.join(", ", Lab.OTHER_KINDS)));
        }
    }

    private void refuseUnknown(String service, Homelab homelab) {
        boolean known = homelab.catalog()
                .catalog()
                .services()
                .anyMatch(defined -> defined.name().value().equals(service));
        if (!known) {
            throw new ParameterException(
                    spec.commandLine(), "There is no service \"%s\" in %s.".formatted(service, services));
        }
    }

    private static Ending again(Lab lab, Homelab homelab, Terminal terminal) {
        int writes = lab.writes();
        terminal.heading("Applying once more");
        Report report = homelab.apply(patiently());
        int more = lab.writes() - writes;
        terminal.line("Nothing to do, and %d writes on all targets.".formatted(more));
        return more == 0 ? report.ending().orElse(Ending.FAILED) : Ending.FAILED;
    }

    private Ending breakIt(Lab lab, DemoFolder folder, String service, Terminal terminal, Watch watch) {
        String image = folder.copyWithNewImage(services, service);
        lab.breakImage(image);
        SortedMap<String, String> before = lab.snapshot();
        terminal.heading("A new version of " + service + " that does not become healthy: " + image);
        Ending ending = apply(homelab(lab, folder.services(), terminal, watch), terminal);
        boolean same = lab.snapshot().equals(before);
        terminal.line(
                same
                        ? "Every target is byte for byte as it was before (volumes excepted)."
                        : "Some target is not as it was before. This is a bug in homelab.");
        return same ? ending : Ending.INCOMPLETE;
    }

    private static Ending apply(Homelab homelab, Terminal terminal) {
        return DefinitionsCommand.tell(homelab.apply(patiently()), terminal, false);
    }

    private static RunRequest patiently() {
        return RunRequest.usual().with(RunOptions.usual().with(SHORT));
    }

    /** The kinds that {@code --with} takes. */
    private static final class DemoKinds implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Lab.OTHER_KINDS.iterator();
        }
    }

    private static Homelab homelab(Lab lab, Path services, Terminal terminal, Watch watch) {
        return Homelab.of(Sources.inventory(lab.inventory()).folder(services))
                .environment(DemoSecrets.of(services, lab))
                .listener(new TerminalNotifier(terminal)::tell)
                .watcher(watch)
                .build();
    }
}
