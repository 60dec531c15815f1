// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support;

import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.TargetKind;
import dev.homelab.model.inventory.Wave;
import dev.homelab.provision.Provisioner;

/**
 * One kind of target: its name in the inventory, its settings, and how to make a provisioner of it.
 *
 * @param kind the word after {@code kind:} in the inventory
 * @param wave what such a target is for
 * @param settings the record its section is read into
 * @param factory makes the provisioner
 */
public record Adapter<S extends Record>(String kind, Wave wave, Class<S> settings, Factory<S> factory) {

    /** Makes a provisioner for one configured target; opens nothing. */
    @FunctionalInterface
    public interface Factory<S> {
        Provisioner<?> create(Target target, S settings, Context context);
    }

    /** Returns what the reader of the inventory has to know. */
    public TargetKind targetKind() {
        return new TargetKind(kind, wave, settings);
    }

    /** Makes the provisioner of a target whose section was read into this adapter's settings. */
    public Provisioner<?> provisioner(Target target, Context context) {
        return factory.create(target, settings.cast(target.settings()), context);
    }
}
