// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.timing;

import dev.homelab.model.Catalog;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.TargetKind;
import dev.homelab.model.inventory.Wave;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Resource;
import dev.homelab.spi.Adapter;
import dev.homelab.spi.Context;
import java.util.List;

/** An adapter whose targets are timed. */
record TimedAdapter<S extends Record>(Adapter<S> adapter, Timings timings) implements Adapter<S> {

    @Override
    public String kind() {
        return adapter.kind();
    }

    @Override
    public Wave wave() {
        return adapter.wave();
    }

    @Override
    public Class<S> settings() {
        return adapter.settings();
    }

    @Override
    public List<Problem> check(Target target, S settings, Catalog catalog) {
        return adapter.check(target, settings, catalog);
    }

    @Override
    public List<Problem> checkDefinitions(Catalog catalog) {
        return adapter.checkDefinitions(catalog);
    }

    @Override
    public Provisioner<?> provisioner(Target target, S settings, Context context) {
        return timed(target, adapter.provisioner(target, settings, context));
    }

    @Override
    public TargetKind targetKind() {
        return adapter.targetKind();
    }

    @Override
    public Provisioner<?> provisioner(Target target, Context context) {
        return timed(target, adapter.provisioner(target, context));
    }

    @Override
    public List<Problem> check(Target target, Catalog catalog) {
        return adapter.check(target, catalog);
    }

    private <R extends Resource> Provisioner<R> timed(Target target, Provisioner<R> provisioner) {
        return new TimedProvisioner<>(target.name(), provisioner, timings);
    }
}
