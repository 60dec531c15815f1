// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.adapter.support.file.LocalFolder;
import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.RecordFolder;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import dev.homelab.runner.detect.OwnPlace;
import dev.homelab.runner.record.SignedFolder;
import dev.homelab.spi.Folder;
import dev.homelab.spi.Hosts;
import java.nio.file.Path;
import java.util.function.Function;

/** Finds the folder with the run record, where the inventory says it is. */
final class RecordPlace {

    private RecordPlace() {}

    /**
     * Returns the folder.
     *
     * @param ofMachine finds a folder of this machine
     */
    static SignedFolder of(Inventory inventory, Hosts hosts, RootKey key, Function<String, Path> ofMachine) {
        RecordFolder record = inventory.record();
        Folder folder = record.host()
                .map(host -> hosts.host(host).folder(record.path()))
                .orElseGet(() -> local(record, ofMachine.apply(record.path())));
        return new SignedFolder(folder, key.signing(inventory.homelab()), record.value());
    }

    private static Folder local(RecordFolder record, Path path) {
        OwnPlace.refusal(path).ifPresent(reason -> {
            throw new TargetException(new Problem(
                    "run record not usable",
                    Where.nowhere(),
                    "\"%s\" is not used as the run record: %s.".formatted(record.value(), reason),
                    "name a folder outside of the repository under \"record\" in the inventory."));
        });
        return new LocalFolder(path);
    }
}
