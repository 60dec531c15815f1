// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.runner.detect.OwnPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes new definitions into a folder of definitions, and never over a file that is there. */
public final class ImportedFolder {

    private final Path folder;

    /**
     * A folder of one category.
     *
     * @param folder such as {@code services/media}
     */
    public ImportedFolder(Path folder) {
        this.folder = folder;
    }

    /** Returns where the definition of a conversion goes. */
    public Path place(Conversion conversion) {
        return folder.resolve(conversion.name() + ".yaml");
    }

    /** Returns what keeps them from being written; nothing of a file that has the same text already. */
    public List<Problem> problems(List<Conversion> conversions) {
        List<Problem> problems = new ArrayList<>();
        files(conversions).forEach((file, text) -> {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !holds(file, text)) {
                problems.add(new Problem(
                        "files already exist",
                        Where.nowhere(),
                        "\"%s\" is there and says something else. Nothing was written.".formatted(file),
                        "move it away, or import into another category."));
            } else {
                OwnPlace.refusalOfFile(file)
                        .map(reason -> new Problem(
                                "files already exist",
                                Where.nowhere(),
                                "%s. Nothing was written, since it would go through the link.".formatted(reason),
                                "look where it leads, and remove it."))
                        .ifPresent(problems::add);
            }
        });
        return problems;
    }

    /** Writes them, once {@link #problems} has found none. */
    public void write(List<Conversion> conversions) throws IOException {
        for (Map.Entry<Path, String> file : files(conversions).entrySet()) {
            Files.createDirectories(file.getKey().toAbsolutePath().getParent());
            Files.writeString(file.getKey(), file.getValue());
        }
    }

    /** Writes the values of secrets that were moved out, for a shell to read, into a new file that its owner alone may read. */
    public static void writeSecrets(Path file, List<MovedSecret> secrets) throws IOException {
        StringBuilder text = new StringBuilder();
        secrets.stream()
                .filter(secret -> !secret.value().isEmpty())
                .forEach(secret -> text.append("export ")
                        .append(secret.variable())
                        .append("='")
                        .append(secret.value().replace("'", "'\\''"))
                        .append("'\n"));
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private Map<Path, String> files(List<Conversion> conversions) {
        Map<Path, String> files = new TreeMap<>();
        conversions.forEach(conversion -> {
            files.put(place(conversion), DefinitionText.of(conversion));
            conversion.files().forEach((path, text) -> files.put(folder.resolve(path), text));
        });
        return files;
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Files.readString(file).equals(text);
        } catch (IOException e) {
            return false;
        }
    }
}
