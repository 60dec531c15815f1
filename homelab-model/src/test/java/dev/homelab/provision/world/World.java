// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision.world;

import static java.util.stream.Collectors.toSet;

import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Change;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Owner;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A target, what is wanted of it, and what happens to it meanwhile; all from a seed.
 *
 * @param seed that makes it again
 * @param desired what the services ask for
 * @param observed what is there: ours, a person's, or another homelab's
 * @param adopted the keys that a person lets us take over
 * @param scope the services that a run is limited to, or that fail
 * @param made how many of a plan's changes are made before something happens, as a part of all
 * @param meddling the key under which a person puts something of theirs meanwhile
 */
record World(
        int seed,
        List<Desired<Thing>> desired,
        List<Observed<Thing>> observed,
        Set<String> adopted,
        Set<ServiceName> scope,
        double made,
        String meddling) {

    static final String HOMELAB = "home";

    private static final List<ServiceName> SERVICES =
            List.of(ServiceName.of("photos"), ServiceName.of("wiki"), ServiceName.of("feeds"));
    private static final int KEYS = 7;

    static World of(int seed) {
        Random random = new Random(seed);
        List<Observed<Thing>> observed =
                some(random).mapToObj(i -> observed("k" + i, random)).toList();
        List<Desired<Thing>> desired = some(random)
                .mapToObj(i -> new Desired<>(service(random), new Thing("k" + i, value(random))))
                .toList();
        Set<String> adopted = some(random).mapToObj(i -> "k" + i).collect(toSet());
        Set<ServiceName> scope =
                SERVICES.stream().filter(service -> random.nextBoolean()).collect(toSet());
        return new World(seed, desired, observed, adopted, scope, random.nextDouble(), "k" + random.nextInt(KEYS));
    }

    /** Returns the world with changes made in it, by key. */
    static Map<String, Observed<Thing>> after(Collection<Observed<Thing>> before, List<Change<Thing>> changes) {
        Map<String, Observed<Thing>> world = new TreeMap<>();
        before.forEach(found -> world.put(found.key(), found));
        changes.forEach(change -> change.after()
                .ifPresentOrElse(after -> world.put(change.key(), after), () -> world.remove(change.key())));
        return world;
    }

    /** Returns the first of a plan's changes, as many as were made when something happened. */
    List<Change<Thing>> prefix(List<Change<Thing>> changes) {
        return changes.subList(0, (int) Math.round(made * changes.size()));
    }

    static Observed<Thing> byHand(String key) {
        return Observed.unowned(new Thing(key, "by hand"));
    }

    private static Observed<Thing> observed(String key, Random random) {
        Thing thing = new Thing(key, value(random));
        return switch (random.nextInt(4)) {
            case 0 -> Observed.unowned(thing);
            case 1 -> Observed.ownedBy(new Owner("elsewhere", service(random)), thing);
            default -> Observed.ownedBy(new Owner(HOMELAB, service(random)), thing);
        };
    }

    private static IntStream some(Random random) {
        return IntStream.range(0, KEYS).filter(i -> random.nextBoolean());
    }

    private static String value(Random random) {
        return "v" + random.nextInt(2);
    }

    private static ServiceName service(Random random) {
        return SERVICES.get(random.nextInt(SERVICES.size()));
    }
}
