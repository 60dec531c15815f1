// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import dev.homelab.model.container.Network;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a project needs on its host before its containers: folders, and networks it shares with other projects. What is
 * missing is made; what is there belongs to people or to several services, so nothing is ever changed or removed.
 */
final class HostPrerequisites {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final RemoteHost host;
    private final ComposeProblems problems;
    private final Map<String, Network> written;

    /**
     * What is needed on one host.
     *
     * @param written what the inventory says of shared networks
     */
    HostPrerequisites(RemoteHost host, ComposeProblems problems, Map<String, Network> written) {
        this.host = host;
        this.problems = problems;
        this.written = written;
    }

    void ensure(ComposeProject project) {
        HostFolders.of(project.text()).forEach(folder -> folder(project, folder));
        Set<String> shared = project.outline().sharedNetworks();
        if (!shared.isEmpty()) {
            Set<String> missing = new TreeSet<>(shared);
            missing.removeAll(networks());
            missing.forEach(network -> network(project, network));
        }
    }

    private void folder(ComposeProject project, HostFolders.Wanted wanted) {
        if (host.run(wanted.exists(), LIMIT).succeeded()) {
            return;
        }
        CommandResult made = host.run(wanted.make(), LIMIT);
        if (!made.succeeded()) {
            throw new TargetException(problems.folderNotMade(project.name(), wanted, made));
        }
    }

    /** Another program may create it at the same moment; then it exists, too. */
    private void network(ComposeProject project, String name) {
        Network network = written.getOrDefault(name, Network.PLAIN);
        if (network.isExternal()) {
            throw new TargetException(problems.externalNetworkMissing(name));
        }
        List<String> make = ComposeCommands.makeNetwork(name, network);
        CommandResult made = host.run(make, LIMIT);
        if (!made.succeeded() && !networks().contains(name)) {
            throw new TargetException(problems.networkNotMade(project.name(), name, make, made));
        }
    }

    /**
     * Lists those of the host, none if Docker does not say: creating one then shows why. Asking for one by its name would
     * find another whose id begins like it.
     */
    private List<String> networks() {
        return host.run(ComposeCommands.networks(), LIMIT).output().lines().toList();
    }
}
