// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule;

import dev.homelab.model.Catalog;
import dev.homelab.model.inventory.Host;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.SecretRef;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The inventory's parts name each other rightly: targets and the run record are on hosts that it has. */
final class InventoryHolds implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        Inventory inventory = catalog.inventory();
        List<Problem> problems = new ArrayList<>();
        for (Target target : inventory.targets().values()) {
            if (DefinitionParts.isThere(target)) {
                target.host().ifPresent(host -> reachable(catalog, target, host, problems));
                target.host().ifPresent(host -> known(catalog, host, "targets." + target.name() + ".host", problems));
            }
        }
        Optional.ofNullable(inventory.record())
                .filter(record -> DefinitionParts.isThere(record.value()))
                .flatMap(record -> record.host())
                .ifPresent(host -> known(catalog, host, "record", problems));
        signIn(catalog, problems);
        inventory.ssh().ifPresent(ssh -> {
            isFile(catalog, ssh.key(), "ssh.key", problems);
            isFile(catalog, ssh.knownHosts(), "ssh.knownHosts", problems);
        });
        return problems;
    }

    private static void isFile(Catalog catalog, SecretRef reference, String path, List<Problem> problems) {
        if (DefinitionParts.isThere(reference) && reference.value().matches("(?s)(?!file:|sso:)[a-z][a-z0-9-]*:.*")) {
            problems.add(new Problem(
                    "not a file",
                    catalog.inventoryPositions().at(path),
                    "\"%s\" names no file, and SSH reads this from one.".formatted(reference),
                    "write where the file is, such as file:~/.ssh/id_ed25519."));
        }
    }

    private static void known(Catalog catalog, String name, String path, List<Problem> problems) {
        if (!catalog.inventory().hosts().containsKey(name)) {
            problems.add(new Problem(
                    "host not known",
                    catalog.inventoryPositions().at(path),
                    "there is no host \"%s\" among the hosts.".formatted(name),
                    Spelling.nearest(name, catalog.inventory().hosts().keySet())
                            .map("write \"%s\", if that is what you mean."::formatted)
                            .orElse("add it to hosts.")));
        }
    }

    private static void reachable(Catalog catalog, Target target, String name, List<Problem> problems) {
        Host host = catalog.inventory().hosts().get(name);
        if (host != null && !host.isReachable()) {
            problems.add(new Problem(
                    "host without SSH",
                    catalog.inventoryPositions().at("targets." + target.name() + ".host"),
                    "target \"%s\" is kept over SSH, and host \"%s\" says \"ssh: none\"."
                            .formatted(target.name(), name),
                    "remove \"ssh: none\" from the host."));
        }
    }

    private static void signIn(Catalog catalog, List<Problem> problems) {
        boolean needed = catalog.inventory().hosts().values().stream()
                .filter(DefinitionParts::isThere)
                .anyMatch(Host::hasSsh);
        if (needed && catalog.inventory().ssh().isEmpty()) {
            problems.add(new Problem(
                    "sign-in to hosts missing",
                    catalog.inventoryPositions().at("ssh"),
                    "there are hosts to sign in to, and the inventory does not say how.",
                    "add ssh with user, key and knownHosts, or \"ssh: none\" to each host."));
        }
    }
}
