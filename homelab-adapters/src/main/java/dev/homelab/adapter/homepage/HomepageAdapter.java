// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.homepage;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Widget;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Provisioner;
import dev.homelab.spi.Adapter;
import dev.homelab.spi.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The kind {@code homepage}. */
public final class HomepageAdapter implements Adapter<HomepageSettings> {

    @Override
    public String kind() {
        return "homepage";
    }

    @Override
    public Wave wave() {
        return Wave.PRESENTATION;
    }

    @Override
    public Class<HomepageSettings> settings() {
        return HomepageSettings.class;
    }

    /** A widget in the words of another dashboard is a mistake only if no dashboard of the inventory may know them. */
    @Override
    public List<Problem> check(Target target, HomepageSettings settings, Catalog catalog) {
        boolean isFirst = catalog.inventory().targets().values().stream()
                .filter(Objects::nonNull)
                .filter(other -> other.wave() == Wave.PRESENTATION)
                .allMatch(other -> other.settings() instanceof HomepageSettings
                        && other.name().compareTo(target.name()) >= 0);
        if (!isFirst) {
            return List.of();
        }
        List<Problem> problems = new ArrayList<>();
        for (Definition definition : catalog.definitions()) {
            List<Widget> tiles = definition.service().widget();
            for (int i = 0; i < tiles.size(); i++) {
                if (tiles.get(i).isRaw()) {
                    problems.add(
                            new Problem(
                                    "widget of another dashboard",
                                    definition.positions().at("widget[" + i + "].glance"),
                                    "\"glance\" is a widget in the words of Glance, and target \"%s\" is a Homepage, which does not know them."
                                            .formatted(target.name()),
                                    "write a tile in its place, with keys such as \"group\" and \"icon\"; or add a target of kind glance."));
                }
            }
        }
        return problems;
    }

    @Override
    public Provisioner<?> provisioner(Target target, HomepageSettings settings, Context context) {
        return new HomepageProvisioner(target.name(), settings, context);
    }
}
