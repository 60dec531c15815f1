// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.adapter.traefik.TraefikSettings;
import dev.homelab.model.Definition;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Printable;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Change;
import dev.homelab.provision.TargetException;
import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.HomelabPlan;
import dev.homelab.runner.RunRequest;
import dev.homelab.runner.TargetPlan;
import dev.homelab.runner.cli.start.FirstFiles;
import dev.homelab.runner.guard.Consent;
import dev.homelab.runner.guard.Names;
import dev.homelab.runner.guard.Scope;
import dev.homelab.runner.importer.Conversion;
import dev.homelab.runner.importer.ImportedFolder;
import dev.homelab.runner.importer.MovedSecret;
import dev.homelab.runner.importer.host.HostComparison;
import dev.homelab.runner.importer.host.HostImport;
import dev.homelab.runner.importer.host.HostImport.Imported;
import dev.homelab.runner.importer.host.HostProject;
import dev.homelab.runner.importer.host.HostReader;
import dev.homelab.runner.importer.host.HostReader.HostContents;
import dev.homelab.runner.importer.live.ProxyFiles;
import dev.homelab.runner.importer.live.TargetFindings;
import dev.homelab.runner.importer.live.TargetImport;
import dev.homelab.runner.render.Difference;
import dev.homelab.runner.render.ImportText;
import dev.homelab.runner.render.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes definitions of what runs on a host. */
@Command(
        name = "host",
        description = {
            "Write definitions of what runs on a host.",
            "Compose projects, and containers started without Compose. Changes nothing there, and names what a definition cannot say."
                    + " With --check it ends with 2 if adopting would change more than marks."
        },
        footer = {
            "  homelab import host nas",
            "  homelab import host nas --category media --project jellyfin --project sonarr",
            "  homelab import host nas --secrets-file ~/.homelab-imported --check"
        })
final class ImportHostCommand extends DefinitionsCommand {

    @Parameters(paramLabel = "HOST", description = "The name of the host in the inventory.")
    private String host = "";

    @Option(
            names = "--category",
            paramLabel = "CATEGORY",
            description =
                    "The folder to write into (default: that of a known image, or else apps; of an import: imported).")
    private String category = "imported";

    @Option(
            names = "--project",
            paramLabel = "PROJECT",
            description = "Import this project or container alone; may be given several times.")
    private List<String> only = List.of();

    @Option(
            names = "--secrets-file",
            paramLabel = "FILE",
            description =
                    "Also write the values of secrets that were moved out into this new file of mode 0600, outside the repository.")
    private Optional<Path> secretsFile = Optional.empty();

    @Option(
            names = "--check",
            description = "Plan the definitions against the live targets, and show what adopting them would change.")
    private boolean check;

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        checkCategory(category);
        Names.check(
                "host",
                List.of(host),
                homelab.catalog().catalog().inventory().hosts().keySet());
        HostContents contents = homelab.onHost(host, runOptions(), HostReader::read);
        List<String> known =
                contents.projects().stream().map(one -> one.project().name()).toList();
        Names.check("project", only, known);
        ProxyFiles proxy = ofProxy(homelab);
        List<String> notes = new ArrayList<>(contents.notes());
        List<Imported> imported = HostImport.of(
                host,
                contents.projects(),
                homelab.catalog().catalog(),
                name -> only.isEmpty() || only.contains(name),
                proxy.routes(notes));
        Set<String> signIns = proxy.signIns(
                contents.projects().stream().map(HostProject::project).toList());
        TargetImport.Result found = ofTargets(homelab, imported, signIns);
        List<Conversion> conversions = found.conversions();
        ImportedFolder folder = new ImportedFolder(definitions().folder().resolve(category));
        List<Problem> refusals = new ArrayList<>(folder.problems(conversions));
        secretsFile.flatMap(this::refusal).ifPresent(refusals::add);
        if (!refusals.isEmpty()) {
            terminal.problems(refusals, json);
            return Ending.REFUSED;
        }
        List<MovedSecret> secrets =
                conversions.stream().flatMap(one -> one.secrets().stream()).toList();
        try {
            folder.write(conversions);
            if (secretsFile.isPresent()) {
                ImportedFolder.writeSecrets(secretsFile.get(), secrets);
            }
        } catch (IOException e) {
            terminal.problems(List.of(FirstFiles.notWritten(e)), json);
            return Ending.FAILED;
        }
        Map<String, String> files = new LinkedHashMap<>();
        conversions.forEach(
                one -> files.put(one.name().value(), folder.place(one).toString()));
        Optional<Map<String, List<String>>> differences =
                check ? Optional.of(checked(imported, secrets, found.targets())) : Optional.empty();
        if (json) {
            terminal.line(Json.imported(host, conversions, files, found.targets(), differences, notes));
        } else {
            said(conversions, files, found.targets(), notes).forEach(terminal::line);
            differences.ifPresent(all -> said(all).forEach(terminal::line));
        }
        boolean isSame =
                differences.stream().allMatch(all -> all.values().stream().allMatch(List::isEmpty));
        return isSame ? Ending.DONE : Ending.PENDING;
    }

    /** Reads the files of the proxy; a proxy that is unreachable is named where all targets are asked. */
    private ProxyFiles ofProxy(Homelab homelab) {
        Optional<TraefikSettings> settings = homelab.catalog()
                .catalog()
                .inventory()
                .target(Wave.ROUTING)
                .map(Target::settings)
                .filter(TraefikSettings.class::isInstance)
                .map(TraefikSettings.class::cast);
        try {
            return settings.map(known -> homelab.onHost(
                            known.host(), runOptions(), machine -> ProxyFiles.read(machine.folder(known.directory()))))
                    .orElse(ProxyFiles.NONE);
        } catch (TargetException e) {
            return ProxyFiles.NONE;
        }
    }

    /** Asks the targets; each that cannot be asked is named, and the others count. */
    private TargetImport.Result ofTargets(Homelab homelab, List<Imported> imported, Set<String> signIns) {
        List<Conversion> conversions =
                imported.stream().flatMap(one -> one.conversion().stream()).toList();
        List<Definition> there = imported.stream()
                .filter(one -> one.conversion().isEmpty())
                .flatMap(one -> homelab.catalog().catalog().definition(ServiceName.of(one.service())).stream())
                .toList();
        List<String> names = homelab.catalog().catalog().inventory().targets().values().stream()
                .filter(target -> target.wave() != Wave.RUNTIME)
                .map(Target::name)
                .toList();
        if (names.isEmpty() || imported.isEmpty()) {
            return new TargetImport.Result(conversions, List.of());
        }
        try {
            return homelab.onUnmanaged(
                    runOptions(), targets -> TargetImport.of(conversions, there, category, signIns, targets));
        } catch (TargetException e) { // the root key is missing
            return new TargetImport.Result(
                    conversions,
                    names.stream()
                            .map(name -> new TargetFindings(name, List.of(), List.of(), 0, List.of(), e.problems()))
                            .toList());
        }
    }

    /** Plans with the values of secrets that were moved out, as a run does that has them. */
    private Map<String, List<String>> checked(
            List<Imported> imported, List<MovedSecret> secrets, List<TargetFindings> found) {
        Map<String, String> variables = new HashMap<>(environment());
        secrets.forEach(secret -> variables.putIfAbsent(secret.variable(), secret.value()));
        definitions().in(variables, masker(), report -> {});
        Homelab written = definitions().read();
        Scope scope = Scope.everything();
        Consent consent = Consent.none();
        for (Imported one : imported) {
            scope = scope.only(one.service());
            consent = consent.adoptingFor(one.service());
        }
        for (TargetFindings one : found) {
            scope = one.isAsked() ? scope : scope.without(one.target());
        }
        Map<String, List<String>> refusals = new LinkedHashMap<>();
        HomelabPlan plan =
                planned(written, RunRequest.usual().with(scope).with(consent).with(runOptions()), refusals);
        Map<String, List<String>> differences =
                written.onHost(host, runOptions(), remote -> HostComparison.of(imported, plan, remote));
        for (TargetPlan target : plan.targets()) {
            if (target.wave() != Wave.RUNTIME) {
                target.plan().changes().stream()
                        .filter(change -> !isThere(target, change, found))
                        .forEach(change -> differences
                                .computeIfAbsent(change.service().value(), any -> new ArrayList<>())
                                .addAll(changed(target.target(), change)));
            }
        }
        differences.putAll(refusals);
        written.refusal(plan)
                .forEach(problem -> differences
                        .computeIfAbsent("", any -> new ArrayList<>())
                        .add(problem.summary() + ": " + problem.detail()));
        return differences;
    }

    /** Plans, without the targets that refuse it. */
    private static HomelabPlan planned(Homelab written, RunRequest request, Map<String, List<String>> refusals) {
        try {
            return written.plan(request);
        } catch (TargetException e) {
            Scope scope = request.scope();
            for (Problem problem : e.problems()) {
                boolean isSkippable = problem.where() instanceof Where.OnTarget at
                        && Optional.ofNullable(written.catalog()
                                        .catalog()
                                        .inventory()
                                        .targets()
                                        .get(at.name()))
                                .filter(target -> target.wave() != Wave.RUNTIME)
                                .isPresent();
                if (!isSkippable) {
                    throw e;
                }
                scope = scope.without(((Where.OnTarget) problem.where()).name());
                refusals.computeIfAbsent("", any -> new ArrayList<>())
                        .add("%s: %s: %s".formatted(problem.where().render(), problem.summary(), problem.detail()));
            }
            return written.plan(request.with(scope));
        }
    }

    /** Returns whether something new is there already in another form, such as a route in a file of a person. */
    private static boolean isThere(TargetPlan target, Change<?> change, List<TargetFindings> found) {
        return change.shape() == Change.Shape.CREATE
                && (target.wave() == Wave.ROUTING || target.wave() == Wave.PRESENTATION)
                && found.stream()
                        .anyMatch(one -> one.target().equals(target.target())
                                && one.holdsAllOf(change.service().value()));
    }

    private static List<String> changed(String target, Change<?> change) {
        String at = target + "/" + change.key();
        return change.before().isEmpty()
                ? List.of("+ %s: %s".formatted(at, change.resource().summary()))
                : Difference.of(change).stream()
                        .filter(difference -> !difference.path().equals("owner"))
                        .map(difference -> at + ": " + difference.text())
                        .toList();
    }

    private Optional<Problem> refusal(Path file) {
        boolean isInside = file.toAbsolutePath()
                .normalize()
                .startsWith(definitions().folder().toAbsolutePath().normalize());
        return isInside || Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(new Problem(
                        "secrets file not usable",
                        Where.nowhere(),
                        "\"%s\" %s. Nothing was written."
                                .formatted(
                                        file,
                                        isInside
                                                ? "is among the definitions, which are kept in Git"
                                                : "exists already"),
                        "name a new file outside of the repository."))
                : Optional.empty();
    }

    private List<String> said(
            List<Conversion> conversions, Map<String, String> files, List<TargetFindings> targets, List<String> notes) {
        List<String> lines = new ArrayList<>();
        conversions.forEach(one ->
                lines.addAll(ImportText.lines(one, files.getOrDefault(one.name().value(), ""))));
        targets.forEach(one -> lines.addAll(ImportText.lines(one)));
        notes.forEach(note -> lines.add("note: " + Printable.line(note)));
        lines.add("");
        lines.add(ImportText.summary(conversions));
        if (!conversions.isEmpty() && !check) {
            lines.addAll(List.of("", "Next:", "", "  " + again()));
        }
        return lines;
    }

    private String again() {
        return "homelab import host " + host + " --check";
    }

    private static List<String> said(Map<String, List<String>> differences) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        differences.forEach((service, all) -> {
            lines.add(
                    service.isEmpty()
                            ? "Refused:"
                            : service + (all.isEmpty() ? "  nothing but marks" : "  adopting would change:"));
            all.forEach(line -> lines.add("    " + Printable.line(line)));
        });
        long same = differences.values().stream().filter(List::isEmpty).count();
        lines.add("");
        lines.add("%d of %d services: nothing but marks.".formatted(same, differences.size()));
        return lines;
    }
}
