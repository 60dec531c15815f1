// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.model.Catalog;
import dev.homelab.model.inventory.Pin;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.InvalidDefinitionsException;
import dev.homelab.runner.cli.start.FirstDefinition;
import dev.homelab.runner.cli.start.FirstFiles;
import dev.homelab.runner.cli.start.KnownImage;
import dev.homelab.runner.detect.OwnPlace;
import dev.homelab.runner.guard.Names;
import dev.homelab.runner.render.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the definition of a service to begin with. */
@Command(
        name = "new",
        description = {
            "Write the definition of a new service.",
            "With ports, volumes and a health check, if an example of homelab has the image. The name of such an example is enough:"
                    + " it brings its image, whose tag may be omitted, too."
        },
        footer = {
            "  homelab new jellyfin",
            "  homelab new wiki --image requarks/wiki:2.5 --category documents --host nas"
        })
final class NewCommand extends DefinitionsCommand {

    private static final String USUAL_CATEGORY = "apps";

    @Parameters(paramLabel = "NAME", description = "The name of the service.")
    private String name = "";

    @Option(names = "--image", paramLabel = "IMAGE", description = "The image of the service, with a tag.")
    private Optional<String> image = Optional.empty();

    @Option(
            names = "--category",
            paramLabel = "CATEGORY",
            description =
                    "The folder to write into (default: that of a known image, or else apps; of an import: imported).")
    private Optional<String> category = Optional.empty();

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "The host that runs it (default: the first that runs containers).")
    private Optional<String> host = Optional.empty();

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        Catalog catalog = homelab.catalog().catalog();
        if (!name.matches(ServiceName.FORM)) {
            throw wrongUsage("NAME must be lower-case letters, digits and hyphens, such as home-assistant.");
        }
        checkCategory(category.orElse(USUAL_CATEGORY));
        List<String> hosts = catalog.inventory().targets().values().stream()
                .filter(target -> target.wave() == Wave.RUNTIME)
                .flatMap(target -> target.host().stream())
                .toList();
        String chosenHost = host.or(() -> hosts.stream().findFirst()).orElse("");
        Names.check("host", List.of(chosenHost), hosts);
        Optional<KnownImage> known = KnownImage.find(image.orElse(name));
        Path file = definitions()
                .folder()
                .resolve(category.or(() -> known.map(KnownImage::category)).orElse(USUAL_CATEGORY))
                .resolve(name + ".yaml");
        Optional<Problem> refusal = refusal(catalog, known, file);
        if (refusal.isPresent()) {
            terminal.problems(List.of(refusal.get()), json);
            return Ending.REFUSED;
        }
        String pinned = image.filter(KnownImage::isPinned)
                .or(() -> known.map(KnownImage::image))
                .or(() -> image)
                .orElseThrow();
        String text = FirstFiles.definition(new FirstDefinition(catalog, name, chosenHost, pinned, known).service());
        try {
            write(file, text);
        } catch (IOException e) {
            terminal.problems(List.of(FirstFiles.notWritten(e)), json);
            return Ending.FAILED;
        }
        if (json) {
            terminal.line(Json.created(ServiceName.of(name), file.toString()));
        } else {
            said(file, text, known.isPresent(), catalog.inventory().pinOrUsual() == Pin.LOCK)
                    .forEach(terminal::line);
        }
        return Ending.DONE;
    }

    private Optional<Problem> refusal(Catalog catalog, Optional<KnownImage> known, Path file) {
        if (catalog.definition(ServiceName.of(name)).isPresent() || Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(new Problem(
                    "service exists already",
                    Where.nowhere(),
                    "there is a service \"%s\", or the file \"%s\". Nothing was written.".formatted(name, file),
                    "choose another name, or change its definition."));
        }
        boolean mayMove = catalog.inventory().pinOrUsual() != Pin.REQUIRE;
        if (known.isEmpty()
                && image.filter(said -> mayMove || KnownImage.isPinned(said)).isEmpty()) {
            return Optional.of(new Problem(
                    "image not known",
                    Where.nowhere(),
                    image.map(said -> "\"%s\" has no tag, and no example of homelab uses it.".formatted(said))
                            .orElse("no example of homelab is called \"%s\".".formatted(name)),
                    "say the image with its tag:\n\n  homelab new %s --image %s\n\nKnown are: %s."
                            .formatted(name, image.orElse("IMAGE") + ":TAG", String.join(", ", KnownImage.names()))));
        }
        return OwnPlace.refusalOfFile(file)
                .map(reason -> new Problem(
                        "files already exist",
                        Where.nowhere(),
                        "%s. Nothing was written, since it would go through the link.".formatted(reason),
                        "look where it leads, and remove it."));
    }

    /** What would not be valid is removed again. */
    private void write(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
        try {
            definitions().read();
        } catch (InvalidDefinitionsException e) {
            if (!isOnlyNotLocked(e)) {
                Files.delete(file);
                throw e;
            }
        }
    }

    /** Whether all that is missing is the digest, which {@code pin} finds out once the definition is there. */
    private static boolean isOnlyNotLocked(InvalidDefinitionsException e) {
        return e.problems().stream().allMatch(problem -> problem.summary().equals("image not locked"));
    }

    private List<String> said(Path file, String text, boolean isKnown, boolean isLocked) {
        return Stream.of(
                        "Wrote %s:".formatted(file),
                        "",
                        text.stripTrailing().indent(2).stripTrailing(),
                        "",
                        isKnown
                                ? "Ports, volumes and health check are those of an example; change what is different at yours."
                                : "Of this image no ports, volumes and health check are known; add them as its documentation says.",
                        "",
                        "Next:",
                        "",
                        isLocked
                                ? "  homelab pin %1$s\n  homelab apply --only %1$s".formatted(name)
                                : "  homelab apply --only " + name)
                .toList();
    }
}
