// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.files;

import static dev.homelab.adapter.files.SamplePages.service;

import dev.homelab.adapter.real.RealContract;
import dev.homelab.adapter.real.RealServers;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.provision.Provisioner;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** The laws, through a real SSH server. */
class FilesIT extends RealContract<WebPage> {

    private final String directory = RealServers.variable(RealServers.NEEDED) + "/../www";

    @BeforeEach
    void clear() {
        servers.byHand("rm -rf %1$s; mkdir %1$s".formatted(directory));
    }

    @Override
    protected Provisioner<WebPage> provisioner() {
        return new FilesProvisioner(
                "site", new FilesSettings("nas", directory, Optional.empty()), servers.context(), SamplePages::of);
    }

    @Override
    protected ResolvedCatalog catalog() {
        return servers.catalog(service("films", 8096), service("photos", 2283));
    }

    @Override
    protected ResolvedCatalog changedCatalog() {
        return servers.catalog(service("films", 8097), service("photos", 2283));
    }

    @Override
    protected ResolvedCatalog largeCatalog() {
        return servers.catalog(SamplePages.many());
    }

    @Override
    protected void addByHand() {
        servers.byHand("echo '<h1>About us</h1>' > %s/about.html".formatted(directory));
    }

    @Override
    protected String addInTheWay() {
        servers.byHand("echo '<h1>Welcome to nginx!</h1>' > %s/index.html".formatted(directory));
        return "index.html";
    }
}
