// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter;

import dev.homelab.adapter.authentik.AuthentikProvisioner;
import dev.homelab.adapter.compose.ComposeProvisioner;
import dev.homelab.adapter.glance.GlanceProvisioner;
import dev.homelab.adapter.pihole.PiholeProvisioner;
import dev.homelab.adapter.support.Adapter;
import dev.homelab.adapter.traefik.TraefikProvisioner;
import dev.homelab.model.inventory.TargetKind;
import java.util.List;

/** The one list of the kinds of target there are. */
public final class Adapters {

    private Adapters() {}

    public static List<Adapter<?>> all() {
        return List.of(
                ComposeProvisioner.adapter(),
                AuthentikProvisioner.adapter(),
                TraefikProvisioner.adapter(),
                PiholeProvisioner.adapter(),
                GlanceProvisioner.adapter());
    }

    /** Returns the kinds as the reader of the inventory needs them. */
    public static List<TargetKind> kinds() {
        return all().stream().map(Adapter::targetKind).toList();
    }
}
