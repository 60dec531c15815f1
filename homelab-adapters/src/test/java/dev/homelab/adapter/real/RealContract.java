// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.real;

import dev.homelab.lab.contract.ProvisionerContract;
import dev.homelab.lab.http.Faults;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.provision.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The laws, against real servers, where there are any. */
@EnabledIfEnvironmentVariable(
        named = RealServers.NEEDED,
        matches = "/.*",
        disabledReason = "the real servers are not up: it/servers up DIR, and export what DIR/servers.env says")
public abstract class RealContract<R extends Resource> extends ProvisionerContract<R> {

    protected final RealServers servers = new RealServers(HOMELAB);

    @AfterEach
    void stop() {
        servers.close();
    }

    @Override
    protected final ResolvedCatalog emptyCatalog() {
        return servers.catalog();
    }

    /** Nothing has to be done for that: a real server shows what is written only after a while. */
    @Override
    protected final boolean delayTruth() {
        return true;
    }

    @Override
    protected final Faults faults() {
        return servers.faults();
    }

    @Override
    protected final int writes() {
        return servers.writes();
    }
}
