// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import dev.homelab.adapter.support.http.Delay;
import dev.homelab.model.Catalog;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Provisioner;
import dev.homelab.spi.Adapter;
import dev.homelab.spi.Context;
import java.util.List;

/** The kind {@code glance}. */
public final class GlanceAdapter implements Adapter<GlanceSettings> {

    @Override
    public String kind() {
        return "glance";
    }

    @Override
    public Wave wave() {
        return Wave.PRESENTATION;
    }

    @Override
    public Class<GlanceSettings> settings() {
        return GlanceSettings.class;
    }

    @Override
    public List<Problem> checkDefinitions(Catalog catalog) {
        return WidgetRules.check(catalog);
    }

    @Override
    public Provisioner<?> provisioner(Target target, GlanceSettings settings, Context context) {
        return new GlanceProvisioner(target.name(), settings, context, Delay.within(context::cancellation));
    }
}
