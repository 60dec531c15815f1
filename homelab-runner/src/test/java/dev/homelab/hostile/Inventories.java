// SPDX-License-Identifier: Apache-2.0
package dev.homelab.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.hostile.Product.Ended;
import dev.homelab.hostile.Table.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every place of an inventory with every payload: all places judged at once, and what is accepted used for a plan. */
final class Inventories {

    private static final String KIND = "inventory";

    private final Home home;
    private final Set<String> places;

    Inventories(Home home, Path schema) {
        this.home = home;
        this.places = Places.of(Samples.parse(Home.read(schema)));
    }

    void judge() {
        Map<String, Payload> accepted = new LinkedHashMap<>();
        int number = 0;
        for (Payload payload : home.payloads()) {
            String folder = "inventory-%d/services/".formatted(number++);
            Map<String, String> names = new LinkedHashMap<>();
            ObjectNode document = home.inventory().deepCopy();
            for (String place : places) {
                names.put(
                        place,
                        add(
                                document,
                                place,
                                "x" + names.size(),
                                payload.at(home.table().mark())));
            }
            home.write(folder + "inventory.yaml", Home.text(document));
            home.write(folder + "media/other.yaml", Home.text(Samples.service("other", ".title", 1)));
            Ended ended = home.product()
                    .run(
                            Home.LIMIT,
                            "validate",
                            "--json",
                            "--services",
                            home.folder().resolve(folder).toString());
            home.table().look(KIND, ended);
            List<String> told = new ArrayList<>();
            for (JsonNode problem : Samples.tree(ended.out()).path("problems")) {
                told.add(problem.at("/where/path").asText() + " ");
            }
            names.forEach((place, name) -> {
                if (told.stream().anyMatch(path -> path.isBlank() || path.matches("(?s).*\\b" + name + "\\b.*"))) {
                    home.table().count(KIND, Outcome.REFUSED, () -> "");
                } else if (!told.isEmpty() && place.contains("{key}")) {
                    home.table().count(KIND, Outcome.REFUSED, () -> ""); // a key has no name but itself
                } else {
                    accepted.putIfAbsent(place, payload);
                }
            });
        }
        accepted.forEach(this::use);
    }

    /** Puts a text somewhere of its own, and returns how problems name that place. */
    private String add(ObjectNode document, String place, String name, String text) {
        if (place.startsWith(".hosts{}")) {
            ObjectNode host =
                    ((ObjectNode) document.get("hosts")).putObject(name).put("address", "192.0.2.9");
            Places.set(host, place.substring(".hosts{}".length()), text);
            return "hosts\\." + name;
        }
        if (place.startsWith(".targets{}")) {
            ObjectNode target = target(place).deepCopy();
            Places.set(target, place.substring(".targets{}".length()), text);
            ((ObjectNode) document.get("targets")).set(name, target);
            return "targets\\." + name;
        }
        if (place.contains("{key}") && !place.contains("{}")) {
            ObjectNode map = document;
            for (String key : place.replace("{key}", "").substring(1).split("\\.", -1)) {
                map = map.withObjectProperty(key);
            }
            map.put(text, "a");
            return place.replace("{key}", "").substring(1);
        }
        Places.set(document, place, text);
        return place.substring(1).replaceAll("\\[\\]|\\{.*", "");
    }

    private ObjectNode target(String place) {
        String key = place.replaceAll("^\\.targets\\{\\}\\.?|\\..*$|\\[\\]$", "");
        for (JsonNode target : home.inventory().path("targets")) {
            if (target.has(key)) {
                return (ObjectNode) target;
            }
        }
        String kind = Set.of("dnsHost", "timeouts").contains(key)
                ? "dns"
                : Set.of("outpost", "ca").contains(key) ? "sso" : "proxy";
        return (ObjectNode) home.inventory().at("/targets/" + kind);
    }

    /** What is accepted is used: with that text alone in an inventory that is as it should be. */
    private void use(String place, Payload payload) {
        String mark = home.table().mark();
        String folder = "used-" + Path.of(mark).getFileName() + "/services/";
        ObjectNode document = home.inventory().deepCopy();
        if (place.startsWith(".targets{}")) {
            ObjectNode target = target(place).deepCopy();
            String kind = target.path("kind").asText();
            ObjectNode targets = document.putObject("targets");
            targets.set("box", home.inventory().at("/targets/box"));
            targets.set(kind.equals("compose") ? "box" : "x", target);
            Places.set(target, place.substring(".targets{}".length()), payload.at(mark));
        } else {
            document.putObject("targets").set("box", home.inventory().at("/targets/box"));
            Places.set(document, place, payload.at(mark));
        }
        home.write(folder + "inventory.yaml", Home.text(document));
        home.write(
                folder + "media/other.yaml",
                "{name: other, host: box, containers: {server: {image: \"homelab-test/web:1\", networkMode: none}}}");
        Ended ended = home.product()
                .run(
                        Home.LIMIT,
                        "plan",
                        "--json",
                        "--services",
                        home.folder().resolve(folder).toString());
        home.table().judge("inventory, used", ended, ended.exit() == 0);
    }
}
