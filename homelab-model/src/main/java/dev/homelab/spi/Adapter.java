// SPDX-License-Identifier: Apache-2.0
package dev.homelab.spi;

import dev.homelab.model.Catalog;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.TargetKind;
import dev.homelab.model.inventory.Wave;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Provisioner;
import java.util.List;

/**
 * One kind of target: its name in the inventory, its settings, and how to make a provisioner of it.
 *
 * <p>Implement it with a public class that has a public constructor without parameters, and name that class in {@code
 * META-INF/services/dev.homelab.spi.Adapter} of its jar. What the changes of a target may cost is said by {@link
 * Provisioner#risks}.
 *
 * @param <S> the record that a target's section of the inventory is read into
 */
public interface Adapter<S extends Record> {

    /** Returns the word after {@code kind:} in the inventory. */
    String kind();

    Wave wave();

    /**
     * Returns the record whose components are the keys that such a target takes, beside {@code kind}. Its types and its
     * constraints are what the inventory is validated by, and its part of the JSON Schema.
     */
    Class<S> settings();

    /**
     * Returns what is wrong with a target, or with services for it, that no constraint can say. Pure. Called with definitions
     * that are valid apart from that; {@code catalog.inventoryPositions().at("targets.NAME.KEY")} points at a key.
     */
    default List<Problem> check(Target target, S settings, Catalog catalog) {
        return List.of();
    }

    /**
     * Returns what is wrong with definitions in the language of this kind of target, such as under {@code compose} or {@code
     * traefik}, also where the inventory has no such target. Pure. Called with definitions that may have other mistakes: a part
     * that could not be read is null.
     */
    default List<Problem> checkDefinitions(Catalog catalog) {
        return List.of();
    }

    /** Makes a provisioner for one configured target; opens nothing. */
    Provisioner<?> provisioner(Target target, S settings, Context context);

    /** Returns what the reader of the inventory has to know. */
    default TargetKind targetKind() {
        return new TargetKind(kind(), wave(), settings());
    }

    /** Makes the provisioner of a target whose section was read into this adapter's settings. */
    default Provisioner<?> provisioner(Target target, Context context) {
        return provisioner(target, settings().cast(target.settings()), context);
    }

    /** Returns what {@link #check(Target, Record, Catalog)} says of a target of this kind. */
    default List<Problem> check(Target target, Catalog catalog) {
        return check(target, settings().cast(target.settings()), catalog);
    }
}
