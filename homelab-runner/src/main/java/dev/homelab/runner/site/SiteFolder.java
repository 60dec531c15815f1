// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.site;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The folder of a site. A file lists what homelab wrote there, so that pages of services that are gone are deleted, and a file of someone
 * else's is never overwritten.
 */
public final class SiteFolder {

    /** The file that lists the others. */
    public static final String LIST = ".homelab-site";

    private final Path folder;

    /** A folder, which may not exist yet. */
    public SiteFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes pages, and deletes those that it wrote before and that are gone.
     *
     * @param pages by their path in the folder
     * @throws TargetException if a file is there that it did not write; then nothing is written
     */
    public void write(Map<String, String> pages) {
        try {
            TreeSet<String> ours = new TreeSet<>(listed());
            for (String page : pages.keySet()) {
                if (!ours.contains(page) && Files.exists(folder.resolve(page))) {
                    throw new TargetException(List.of(new Problem(
                            "already exists, not managed by homelab",
                            new Where.InFile(folder.resolve(page).toString(), 1, 1, ""),
                            "the site would overwrite a file that \"homelab site\" did not write.",
                            "name an empty folder, or delete the file.")));
                }
            }
            for (String gone : ours) {
                if (!pages.containsKey(gone)) {
                    Files.deleteIfExists(folder.resolve(gone));
                }
            }
            for (Map.Entry<String, String> page : pages.entrySet()) {
                Path file = folder.resolve(page.getKey());
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, page.getValue());
            }
            Files.writeString(folder.resolve(LIST), String.join("\n", new TreeSet<>(pages.keySet())) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Only paths below the folder count. */
    private List<String> listed() throws IOException {
        Path list = folder.resolve(LIST);
        if (!Files.exists(list)) {
            return List.of();
        }
        Path root = folder.toAbsolutePath().normalize();
        return Files.readAllLines(list).stream()
                .filter(line -> !line.isBlank())
                .filter(line -> root.resolve(line).normalize().startsWith(root))
                .filter(line -> !root.resolve(line).normalize().equals(root))
                .toList();
    }
}
