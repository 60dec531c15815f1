// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.dashboard;

import dev.homelab.adapter.glance.Inclusion;
import dev.homelab.adapter.glance.Inclusions;
import dev.homelab.adapter.support.AdapterContext;
import dev.homelab.adapter.support.http.Http;
import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.adapter.support.ssh.SshHosts;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.ValidCatalog;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.runner.resolve.Resolver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The dashboards of a homelab, and the one line that each of their pages needs in a file that homelab does not manage.
 *
 * <pre>{@code
 * Dashboards dashboards = new Dashboards(homelab.catalog(), secrets);
 * dashboards.add(dashboards.look());
 * }</pre>
 *
 * <p>It needs no secret but those of the way to the hosts, and holds no connection between calls.
 */
public final class Dashboards {

    private final ValidCatalog valid;
    private final Secrets secrets;

    /** Those of an inventory, with the secrets of the way to their hosts. */
    public Dashboards(ValidCatalog valid, Secrets secrets) {
        this.valid = valid;
        this.secrets = secrets;
    }

    /**
     * Returns the line of each page that definitions ask for, and where it belongs. Changes nothing.
     *
     * @throws dev.homelab.provision.TargetException if a dashboard cannot be looked at
     */
    public List<Inclusion> look() {
        ResolvedCatalog catalog = new Resolver(Secrets.standIns()).resolve(valid, standIn());
        return with(dashboards ->
                dashboards.stream().flatMap(one -> one.look(catalog).stream()).toList());
    }

    /**
     * Adds these lines, and makes the files they include; what is there, or has no known place, is left alone.
     *
     * @throws dev.homelab.provision.TargetException if one cannot be added; those before it are
     */
    public void add(List<Inclusion> agreed) {
        with(dashboards -> {
            agreed.forEach(inclusion -> dashboards.stream()
                    .filter(one -> one.target().equals(inclusion.target()))
                    .forEach(one -> one.add(inclusion)));
            return agreed;
        });
    }

    private <T> T with(Function<List<Inclusions>, T> work) {
        Inventory inventory = valid.catalog().inventory();
        try (AdapterContext context =
                new AdapterContext(inventory, secrets, standIn(), new SshHosts(inventory, secrets), new Http())) {
            List<Inclusions> dashboards = new ArrayList<>();
            inventory
                    .targets()
                    .values()
                    .forEach(target -> Inclusions.of(target, context).ifPresent(dashboards::add));
            return work.apply(dashboards);
        }
    }

    private static RootKey standIn() {
        return new RootKey("nothing is sealed with this one");
    }
}
