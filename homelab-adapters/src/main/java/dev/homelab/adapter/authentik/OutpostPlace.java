// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import dev.homelab.adapter.authentik.AuthentikApi.OutpostFields;
import dev.homelab.adapter.authentik.AuthentikApi.OutpostRow;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a provider belongs.
 *
 * @param provider its key
 * @param served whether the outpost is to have it
 */
record OutpostPlace(int provider, boolean served) {

    boolean isTaken(OutpostRow outpost) {
        return outpost.providers().contains(provider) == served;
    }

    /**
     * Brings providers to their places, in one write; what else the outpost serves stays. The list can only be replaced
     * and has no version to compare, so it is read right before and right after.
     *
     * @param relinked whether an application has another provider than before: the outpost hears of that only when it is
     *     written itself, although nothing changes in its list
     */
    static void take(
            Collection<OutpostPlace> places, boolean relinked, AuthentikClient client, AuthentikProblems problems) {
        if (places.isEmpty()) {
            return;
        }
        Optional<OutpostRow> outpost = client.outpost();
        if (outpost.isEmpty() && places.stream().anyMatch(OutpostPlace::served)) {
            throw problems.refusal(problems.outpostMissing(client.outpostName()));
        }
        outpost.filter(row -> relinked || !areTaken(places, row)).ifPresent(row -> {
            client.get(api -> api.changeOutpost(row.pk(), new OutpostFields(providers(row, places))));
            if (!areTaken(places, client.get(api -> api.outpost(row.pk())))) {
                throw problems.outpostForgot(row.name());
            }
        });
    }

    private static boolean areTaken(Collection<OutpostPlace> places, OutpostRow outpost) {
        return places.stream().allMatch(place -> place.isTaken(outpost));
    }

    private static List<Integer> providers(OutpostRow outpost, Collection<OutpostPlace> places) {
        Set<Integer> providers = new LinkedHashSet<>(outpost.providers());
        for (OutpostPlace place : places) {
            if (place.served()) {
                providers.add(place.provider());
            } else {
                providers.remove(place.provider());
            }
        }
        return List.copyOf(providers);
    }
}
