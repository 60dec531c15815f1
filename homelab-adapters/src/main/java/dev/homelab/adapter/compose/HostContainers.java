// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.toCollection;

import dev.homelab.provision.Observed;
import dev.homelab.provision.Owner;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * All containers of a host, and what they say about the projects on it.
 *
 * @param all in the order of {@code docker ps}
 * @param homelab whose containers are ours
 * @param root the folder of our projects
 */
record HostContainers(List<HostContainer> all, String homelab, String root) {

    /** Returns a project whose files were found. */
    Observed<ComposeProject> project(String name, ComposeFolder.Files files) {
        String text = files.compose().body();
        Running running = files.compose().owner().isPresent() ? running(name, ComposeOutline.of(text)) : running(name);
        return new Observed<>(
                new ComposeProject(name, text, files.secrets(), files.mounted(), running),
                files.compose().owner());
    }

    /** Returns a project of which there are only containers: nobody here knows its files. */
    Observed<ComposeProject> unknown(String name) {
        return Observed.unowned(new ComposeProject(name, "", Map.of(), Map.of(), running(name)));
    }

    /** Returns the projects that have a container which is not ours and does not come from our folder. */
    Set<String> elsewhere() {
        return notOurs().stream()
                .filter(container -> !container.project().isEmpty())
                .filter(container -> !container.folder().equals(root + "/" + container.project()))
                .map(HostContainer::project)
                .collect(toCollection(TreeSet::new));
    }

    List<HostContainer> notOurs() {
        return all.stream()
                .filter(container -> container.mark().isEmpty()
                        || !Owner.parse(container.mark()).homelab().equals(homelab))
                .toList();
    }

    private Running running(String project, ComposeOutline outline) {
        if (runsAsWritten(project, outline)) {
            return Running.AS_WRITTEN;
        }
        return isUp(project) ? Running.OTHERWISE : Running.NOT_AT_ALL;
    }

    /** Whether anything is up is all that can be asked of a project that is not ours. */
    private Running running(String project) {
        return isUp(project) ? Running.AS_WRITTEN : Running.NOT_AT_ALL;
    }

    /** Returns whether every container of a file is up, or has done its work, and was made from that file. */
    private boolean runsAsWritten(String project, ComposeOutline outline) {
        return !outline.services().isEmpty()
                && outline.services().entrySet().stream()
                        .allMatch(service -> all.stream()
                                .filter(container -> container.isRunning()
                                        || (service.getValue().ends() && container.hasEnded()))
                                .filter(container -> container.project().equals(project))
                                .filter(container -> container.service().equals(service.getKey()))
                                .anyMatch(container -> container
                                        .revision()
                                        .equals(service.getValue().revision())));
    }

    private boolean isUp(String project) {
        return all.stream().anyMatch(container -> container.project().equals(project) && container.isRunning());
    }
}
