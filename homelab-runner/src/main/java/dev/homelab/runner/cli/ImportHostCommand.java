// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.model.inventory.Wave;
import dev.homelab.problem.Printable;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Change;
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
import dev.homelab.runner.importer.host.HostReader;
import dev.homelab.runner.importer.host.HostReader.HostContents;
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
        List<Imported> imported = HostImport.of(
                host, contents.projects(), homelab.catalog().catalog(), name -> only.isEmpty() || only.contains(name));
        List<Conversion> conversions =
                imported.stream().flatMap(one -> one.conversion().stream()).toList();
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
                check ? Optional.of(checked(imported, secrets)) : Optional.empty();
        if (json) {
            terminal.line(Json.imported(host, conversions, files, differences, contents.notes()));
        } else {
            said(conversions, files, contents.notes()).forEach(terminal::line);
            differences.ifPresent(all -> said(all).forEach(terminal::line));
        }
        boolean isSame =
                differences.stream().allMatch(all -> all.values().stream().allMatch(List::isEmpty));
        return isSame ? Ending.DONE : Ending.PENDING;
    }

    /** Plans with the values of secrets that were moved out, as a run does that has them. */
    private Map<String, List<String>> checked(List<Imported> imported, List<MovedSecret> secrets) {
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
        HomelabPlan plan =
                written.plan(RunRequest.usual().with(scope).with(consent).with(runOptions()));
        Map<String, List<String>> differences =
                written.onHost(host, runOptions(), remote -> HostComparison.of(imported, plan, remote));
        for (TargetPlan target : plan.targets()) {
            if (target.wave() != Wave.RUNTIME) {
                target.plan()
                        .changes()
                        .forEach(change -> differences
                                .computeIfAbsent(change.service().value(), any -> new ArrayList<>())
                                .addAll(changed(target.target(), change)));
            }
        }
        written.refusal(plan)
                .forEach(problem -> differences
                        .computeIfAbsent("", any -> new ArrayList<>())
                        .add(problem.summary() + ": " + problem.detail()));
        return differences;
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

    private List<String> said(List<Conversion> conversions, Map<String, String> files, List<String> notes) {
        List<String> lines = new ArrayList<>();
        conversions.forEach(one ->
                lines.addAll(ImportText.lines(one, files.getOrDefault(one.name().value(), ""))));
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
