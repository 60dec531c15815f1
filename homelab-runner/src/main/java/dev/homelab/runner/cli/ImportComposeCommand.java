// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.model.Catalog;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Printable;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.InvalidDefinitionsException;
import dev.homelab.runner.cli.start.FirstFiles;
import dev.homelab.runner.detect.OwnPlace;
import dev.homelab.runner.guard.Names;
import dev.homelab.runner.importer.ComposeProject;
import dev.homelab.runner.importer.Conversion;
import dev.homelab.runner.importer.ConversionOptions;
import dev.homelab.runner.importer.Converter;
import dev.homelab.runner.importer.DefinitionText;
import dev.homelab.runner.importer.ImportedFolder;
import dev.homelab.runner.importer.MovedSecret;
import dev.homelab.runner.importer.NotCarried;
import dev.homelab.runner.importer.ProjectRoutes;
import dev.homelab.runner.importer.RouteOwners;
import dev.homelab.runner.importer.compose.ComposeReader;
import dev.homelab.runner.importer.compose.ReadOptions;
import dev.homelab.runner.importer.compose.ReadProject;
import dev.homelab.runner.importer.route.RouteFiles;
import dev.homelab.runner.render.ImportText;
import dev.homelab.runner.render.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes definitions of Compose projects in files. */
@Command(
        name = "compose",
        description = {
            "Write definitions of Compose projects.",
            "Of files, of the folder of one, or of a folder with a folder for each. Reads files alone, and names what a definition cannot"
                    + " say. Exit code 3 if a project cannot be read, or if definitions are not valid yet."
        },
        footer = {
            "  homelab import compose stacks --host nas --project-directory /opt/stacks --category media",
            "  homelab import compose docker-compose.yml --env-file stack.env --profile debug --dry-run",
            "  homelab import compose /data/compose/12 --project-name wiki --secrets-file ~/.homelab-imported",
            "  homelab import compose stacks --routes traefik/dynamic --routes npm/data/nginx/proxy_host",
            "  homelab import compose stacks/wiki --root stacks --into services --force"
        })
final class ImportComposeCommand extends DefinitionsCommand {

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description =
                    "A Compose file, the folder of one, or a folder with such folders, as Dockge and Portainer keep them.")
    private List<Path> paths = List.of();

    @Option(
            names = "--category",
            paramLabel = "CATEGORY",
            description =
                    "The folder to write into (default: that of a known image, or else apps; of an import: imported).")
    private String category = "imported";

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "The host that runs it (default: the first that runs containers).")
    private Optional<String> host = Optional.empty();

    @Option(
            names = "--project-name",
            paramLabel = "PROJECT",
            description = "The name of the Compose project, if its folder is not called so; for a single project.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--into",
            paramLabel = "FOLDER",
            description = "The folder of definitions to write into (default: the one that is read).")
    private Optional<Path> into = Optional.empty();

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description = "Also import what only runs in this profile; may be given several times, * for all.")
    private List<String> profiles = List.of();

    @Option(
            names = "--env-file",
            paramLabel = "FILE",
            description = "A file of variables, in place of .env beside each project; may be given several times.")
    private List<Path> envFiles = List.of();

    @Option(
            names = "--project-directory",
            paramLabel = "FOLDER",
            description =
                    "Where PATH is on its host, if it is read elsewhere: relative paths of the host are from there.")
    private Optional<Path> directory = Optional.empty();

    @Option(
            names = "--root",
            paramLabel = "FOLDER",
            description =
                    "The folder that projects may name files of (default: the work tree of Git that PATH is in, or PATH).")
    private Optional<Path> root = Optional.empty();

    @Option(
            names = "--routes",
            paramLabel = "FILE",
            description =
                    "Also import the routes of a proxy that lead to the projects: a dynamic file of Traefik (YAML), a Caddyfile,"
                            + " or proxy_host of Nginx Proxy Manager; a file or a folder, may be given several times.")
    private List<Path> routeFiles = List.of();

    @Option(
            names = "--secrets-file",
            paramLabel = "FILE",
            description =
                    "Also write the values of secrets that were moved out into this new file of mode 0600, outside the repository.")
    private Optional<Path> secretsFile = Optional.empty();

    @Option(names = "--force", description = "Replace files that say something else.")
    private boolean force;

    @Option(names = "--dry-run", description = "Show what would be done, and write nothing, anywhere.")
    private boolean dryRun;

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        Catalog catalog = homelab.catalog().catalog();
        List<ReadProject> read = read();
        RouteFiles.Read routes = new RouteFiles.Read(List.of(), List.of());
        for (Path file : routeFiles) {
            routes = routes.and(RouteFiles.read(file));
        }
        List<Problem> problems = new ArrayList<>(routes.problems());
        read.forEach(one -> problems.addAll(one.problems()));
        String chosen = chosenHost(catalog);
        List<ComposeProject> projects =
                read.stream().flatMap(one -> one.project().stream()).toList();
        RouteOwners.Owners owners = RouteOwners.of(projects, routes.routes(), chosen, catalog.inventory());
        List<Conversion> conversions = conversions(projects, owners, catalog, chosen);
        ImportedFolder folder =
                new ImportedFolder(into.orElse(definitions().folder()).resolve(category));
        List<Problem> refusals = refusals(conversions, folder);
        if (!dryRun && !refusals.isEmpty()) {
            terminal.problems(refusals, json);
            return Ending.REFUSED;
        }
        Map<String, String> files = new LinkedHashMap<>();
        conversions.forEach(
                one -> files.put(one.name().value(), folder.place(one).toString()));
        List<String> replaced = files.values().stream()
                .filter(file -> force && Files.exists(Path.of(file)))
                .toList();
        List<Problem> found = new ArrayList<>(problems);
        try {
            if (!dryRun) {
                write(conversions, folder);
                found.addAll(notValid());
            }
        } catch (IOException e) {
            terminal.problems(List.of(FirstFiles.notWritten(e)), json);
            return Ending.FAILED;
        }
        if (json) {
            terminal.line(Json.imported(conversions, files, owners.others(), dryRun, found));
        } else {
            terminal.lines(said(conversions, files, owners.others(), replaced));
            if (!found.isEmpty()) {
                terminal.problems(found, false);
            }
        }
        return found.isEmpty() ? Ending.DONE : Ending.INVALID;
    }

    private List<ReadProject> read() {
        if (name.isPresent() && paths.size() > 1) {
            throw wrongUsage("--project-name is for a single project.");
        }
        checkCategory(category);
        ReadOptions options = new ReadOptions(
                root,
                directory,
                envFiles,
                Set.copyOf(profiles),
                name,
                environment().getOrDefault("HOME", "/root"));
        List<ReadProject> read = paths.stream()
                .flatMap(path -> ComposeReader.read(path, options).stream())
                .toList();
        if (name.isPresent() && read.size() > 1) {
            throw wrongUsage("--project-name is for a single project, and there are %d.".formatted(read.size()));
        }
        return read;
    }

    private String chosenHost(Catalog catalog) {
        List<String> hosts = catalog.inventory().targets().values().stream()
                .filter(target -> target.wave() == Wave.RUNTIME)
                .flatMap(target -> target.host().stream())
                .toList();
        String chosen = host.or(() -> hosts.stream().findFirst()).orElse("");
        Names.check("host", List.of(chosen), hosts);
        return chosen;
    }

    /** Two projects of one name get different services. */
    private static List<Conversion> conversions(
            List<ComposeProject> projects, RouteOwners.Owners owners, Catalog catalog, String host) {
        Set<String> taken = new HashSet<>();
        List<Conversion> conversions = new ArrayList<>();
        for (ComposeProject project : projects) {
            String wanted = Converter.serviceName(project.name());
            String service = wanted;
            for (int i = 2; !taken.add(service); i++) {
                service = wanted + "-" + i;
            }
            ConversionOptions options =
                    new ConversionOptions(host, Optional.of(catalog.inventory()), Optional.of(service));
            Set<String> elsewhere = new TreeSet<>();
            projects.stream()
                    .filter(other -> !other.equals(project))
                    .forEach(other -> elsewhere.addAll(ProjectRoutes.middlewares(other)));
            conversions.add(Converter.convert(project, options.with(owners.of(project), elsewhere)));
        }
        return conversions;
    }

    private List<Problem> refusals(List<Conversion> conversions, ImportedFolder folder) {
        List<Problem> refusals = new ArrayList<>();
        if (force) {
            conversions.forEach(one -> OwnPlace.refusalOfFile(folder.place(one))
                    .ifPresent(reason -> refusals.add(new Problem(
                            "files already exist",
                            Where.nowhere(),
                            "%s. Nothing was written, since it would go through the link.".formatted(reason),
                            "look where it leads, and remove it."))));
        } else {
            refusals.addAll(folder.problems(conversions));
        }
        secretsFile.flatMap(this::refusal).ifPresent(refusals::add);
        return refusals;
    }

    private Optional<Problem> refusal(Path file) {
        Path services = into.orElse(definitions().folder()).toAbsolutePath().normalize();
        boolean isInside = file.toAbsolutePath().normalize().startsWith(services);
        boolean isThere = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        return isInside || isThere
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

    private void write(List<Conversion> conversions, ImportedFolder folder) throws IOException {
        folder.write(conversions);
        if (secretsFile.isPresent()) {
            List<MovedSecret> secrets =
                    conversions.stream().flatMap(one -> one.secrets().stream()).toList();
            ImportedFolder.writeSecrets(secretsFile.get(), secrets);
        }
    }

    /** What is not valid yet stays, and is named. */
    private List<Problem> notValid() {
        if (into.isPresent()) {
            return List.of();
        }
        try {
            definitions().read();
            return List.of();
        } catch (InvalidDefinitionsException e) {
            return e.problems();
        }
    }

    private List<String> said(
            List<Conversion> conversions,
            Map<String, String> files,
            List<NotCarried> otherRoutes,
            List<String> replaced) {
        List<String> lines = new ArrayList<>();
        for (Conversion conversion : conversions) {
            String file = files.getOrDefault(conversion.name().value(), "");
            lines.addAll(ImportText.lines(conversion, file));
            if (dryRun) {
                lines.add("");
                lines.add(
                        DefinitionText.of(conversion).stripTrailing().indent(4).stripTrailing());
                lines.add("");
            }
        }
        lines.addAll(ImportText.otherRoutes(otherRoutes));
        replaced.forEach(file -> lines.add("note: replaced " + Printable.line(file)));
        lines.add("");
        lines.add(dryRun ? "Nothing was written (--dry-run)." : ImportText.summary(conversions));
        if (!dryRun && !conversions.isEmpty()) {
            List<String> names = conversions.stream()
                    .map(Conversion::name)
                    .map(ServiceName::value)
                    .toList();
            lines.addAll(List.of("", "Next:", "", "  homelab plan --only " + String.join(" --only ", names)));
        }
        return lines;
    }
}
