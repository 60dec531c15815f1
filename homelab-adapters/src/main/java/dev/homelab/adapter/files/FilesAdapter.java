// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.files;

import dev.homelab.model.Catalog;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Provisioner;
import dev.homelab.spi.Adapter;
import dev.homelab.spi.Context;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The kind {@code files}, for who has pages to publish. */
public abstract class FilesAdapter implements Adapter<FilesSettings> {

    /**
     * Returns the pages about a homelab by their path, which has at most one folder. Pure: the same catalog gives the same pages.
     *
     * @param isPublic whether they are for everyone to read
     */
    protected abstract Map<String, String> pages(Catalog catalog, boolean isPublic);

    @Override
    public final String kind() {
        return "files";
    }

    @Override
    public final Wave wave() {
        return Wave.DOCUMENTATION;
    }

    @Override
    public final Class<FilesSettings> settings() {
        return FilesSettings.class;
    }

    @Override
    public final List<Problem> check(Target target, FilesSettings settings, Catalog catalog) {
        return catalog.inventory().targets().values().stream()
                .filter(Objects::nonNull)
                .filter(other -> other.name().compareTo(target.name()) < 0)
                .filter(other -> other.settings() instanceof FilesSettings others
                        && others.host().equals(settings.host())
                        && folder(others).equals(folder(settings)))
                .map(other -> new Problem(
                        "folder used twice",
                        catalog.inventoryPositions().at("targets." + target.name() + ".directory"),
                        "targets \"%s\" and \"%s\" both publish to \"%s\" on \"%s\", so each would replace the pages of the other."
                                .formatted(other.name(), target.name(), settings.directory(), settings.host()),
                        "give each a folder of its own."))
                .toList();
    }

    private static String folder(FilesSettings settings) {
        String folder = settings.directory();
        int end = folder.length();
        while (end > 1 && folder.charAt(end - 1) == '/') {
            end--;
        }
        return folder.substring(0, end);
    }

    @Override
    public final Provisioner<?> provisioner(Target target, FilesSettings settings, Context context) {
        return new FilesProvisioner(target.name(), settings, context, this::pages);
    }
}
