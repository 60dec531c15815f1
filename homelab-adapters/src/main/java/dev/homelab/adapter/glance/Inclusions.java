// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import dev.homelab.adapter.support.http.Delay;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.inventory.Target;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.Context;
import java.util.List;
import java.util.Optional;

/**
 * The lines by which the files of one Glance include our tiles: says where each belongs, and adds it once the user agreed.
 *
 * <p>Nothing else of this program writes to files that homelab does not own.
 */
public final class Inclusions {

    private final GlanceProvisioner provisioner;
    private final GlanceFolder folder;
    private final String target;
    private final String directory;

    private Inclusions(String target, String directory, GlanceProvisioner provisioner) {
        this.target = target;
        this.directory = directory;
        this.provisioner = provisioner;
        this.folder = provisioner.folder();
    }

    /** Returns those of a target, if it is a Glance; connects to nothing yet. */
    public static Optional<Inclusions> of(Target target, Context context) {
        return target.settings() instanceof GlanceSettings settings
                ? Optional.of(new Inclusions(
                        target.name(),
                        settings.directory(),
                        new GlanceProvisioner(target.name(), settings, context, Delay.within(context::cancellation))))
                : Optional.empty();
    }

    public String target() {
        return target;
    }

    /**
     * Returns one for each page that definitions ask for. Changes nothing.
     *
     * @throws TargetException if there is no Glance
     */
    public List<Inclusion> look(ResolvedCatalog catalog) {
        List<String> pages = provisioner.desired(catalog).stream()
                .map(tile -> tile.resource().page())
                .distinct()
                .sorted()
                .toList();
        if (!pages.isEmpty() && !folder.hasConfiguration()) {
            throw new TargetException(provisioner.problems().noConfiguration());
        }
        return pages.stream().map(this::look).toList();
    }

    /**
     * Makes the page's file if there is none, and adds the line where it belongs now; does nothing if it is there, or if
     * its place is unknown.
     *
     * @throws TargetException if Glance does not take it, or the folder is not usable; the file is as it was
     */
    public void add(Inclusion inclusion) {
        folder.include(inclusion.page(), look(inclusion.page()).edit());
    }

    private Inclusion look(String page) {
        String file = PageFiles.name(page);
        boolean isNew = !folder.hasFile(page);
        if (folder.included().contains(file)) {
            return new Inclusion(target, directory, page, file, isNew, Optional.empty(), Optional.empty());
        }
        IncludePlace place = IncludePlace.of(page, folder.texts());
        return new Inclusion(target, directory, page, file, isNew, place.edit(), place.unplaced());
    }
}
