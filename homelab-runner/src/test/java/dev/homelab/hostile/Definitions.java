// SPDX-License-Identifier: Apache-2.0
package dev.homelab.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.hostile.Table.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every place of a definition with every payload: refused in one validation, or applied for real, and read there. */
final class Definitions {

    private static final String VALIDATED = "definition, judged";
    private static final int PLACES_AT_ONCE = 24;

    private final Home home;
    private final Map<String, List<Payload>> accepted = new TreeMap<>();

    Definitions(Home home) {
        this.home = home;
    }

    private record Case(String place, Payload payload, String name) {}

    /** Validates many at once. */
    void validate(Path schema) {
        List<String> places = List.copyOf(Places.of(Samples.parse(Home.read(schema))));
        for (int from = 0; from < places.size(); from += PLACES_AT_ONCE) {
            validate(
                    "judged-%d/services/".formatted(from),
                    places.subList(from, Math.min(from + PLACES_AT_ONCE, places.size())));
        }
    }

    private void validate(String folder, List<String> places) {
        List<Case> cases = new ArrayList<>();
        Map<String, String> samples = new TreeMap<>();
        home.write(folder + "media/mounted.txt", "mounted");
        home.write(folder + "inventory.yaml", Home.text(home.inventory()));
        home.write(folder + "media/other.yaml", Home.text(Samples.service("other", ".title", 1)));
        for (String place : places) {
            String sample = "s" + (samples.size() + 1);
            samples.put(sample, place);
            home.write(
                    folder + "media/" + sample + ".yaml",
                    Home.text(Samples.service(sample, place, samples.size() + 1)));
            for (Payload payload : home.payloads()) {
                String name = sample + "-" + (cases.size() + 1);
                ObjectNode document = Samples.service(name, place, 1000 + cases.size());
                Places.set(document, place, payload.at(home.table().mark()));
                home.write(folder + "media/" + name + ".yaml", Home.text(document));
                cases.add(new Case(place, payload, name));
            }
        }
        Product.Ended ended = home.product()
                .run(
                        Home.LIMIT,
                        "validate",
                        "--json",
                        "--services",
                        home.folder().resolve(folder).toString());
        home.table().look(VALIDATED, ended);
        Map<String, List<String>> refused = refused(ended);
        if (refused.isEmpty()) {
            home.table().count(VALIDATED, Outcome.CHANGED, ended::brief);
        }
        samples.forEach((name, place) -> {
            if (refused.containsKey(name)) {
                home.table().count(VALIDATED, Outcome.CHANGED, () -> "sample of " + place + ": " + refused.get(name));
            }
        });
        for (Case one : cases) {
            if (refused.containsKey(one.name)) {
                home.table().count(VALIDATED, Outcome.REFUSED, () -> "");
            } else {
                accepted.computeIfAbsent(one.place, p -> new ArrayList<>()).add(one.payload);
            }
        }
    }

    /** Returns what is said of each definition. */
    private static Map<String, List<String>> refused(Product.Ended ended) {
        Map<String, List<String>> refused = new HashMap<>();
        for (JsonNode problem : Samples.tree(ended.out()).path("problems")) {
            String file = problem.at("/where/file").asText();
            refused.computeIfAbsent(
                            file.substring(file.lastIndexOf('/') + 1).replace(".yaml", ""), f -> new ArrayList<>())
                    .add(problem.path("summary").asText() + ": "
                            + problem.path("detail").asText());
        }
        return refused;
    }

    Map<String, List<Payload>> accepted() {
        return accepted;
    }
}
