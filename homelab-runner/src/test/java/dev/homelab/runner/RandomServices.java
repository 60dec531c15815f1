// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** The definitions of a random world: they come, change, move to the other host, take another name and go. */
final class RandomServices {

    private static final String ANCHOR = "anchor";
    private static final int MOST = 3;
    private static final List<String> HOSTS = List.of("docker-media", "docker-core-utils");
    private static final List<String> PARTS = List.of(
            "sso: {kind: forward-auth, groups: [family]}",
            "sso: {kind: oidc, redirectUris: [\"https://NAME.home.arpa/back\"]}",
            "dns: [{hostname: NAME-also.home.arpa, cname: NAME.home.arpa}]",
            "dns: [{hostname: NAME-sync.home.arpa, address: 192.0.2.77}]",
            "title: The NAME",
            "widget: {group: Media}",
            "dependsOn: [anchor]",
            "traefik: {http: {middlewares: {NAME_slow: {rateLimit: {average: 100}}}}}");

    private final LabHome home;
    private final Random random;
    private final SortedMap<String, Service> services = new TreeMap<>();
    private int made;

    /**
     * What one definition says.
     *
     * @param host number of the host
     * @param version of the image
     * @param former the name it had before; empty if it had none
     * @param parts lines of the definition
     */
    private record Service(String name, int port, int host, int version, String former, List<String> parts) {

        String text() {
            return """
                    name: %1$s
                    host: %2$s
                    containers:
                      server: {image: "app:%3$d", ports: ["%4$d:80"], volumes: ["data:/data"]}
                    routes: [{hostname: %1$s.home.arpa, container: server, port: 80}]
                    %5$s%6$s""".formatted(
                            name,
                            HOSTS.get(host),
                            version,
                            port,
                            former.isEmpty() ? "" : "renamedFrom: " + former + "\n",
                            String.join("\n", parts).replace("NAME", name));
        }
    }

    /** Begins with a service that others may need, and that never goes. */
    RandomServices(LabHome home, Random random) {
        this.home = home;
        this.random = random;
        put(new Service(ANCHOR, 8000, 0, 1, "", List.of("widget: {group: Media}")));
    }

    /** Makes some that were not there, and returns their names. */
    List<String> come() {
        int more = 1 + random.nextInt(MOST);
        for (int i = 0; i < more; i++) {
            add("app" + (made + 1));
        }
        return services.keySet().stream().filter(name -> !name.equals(ANCHOR)).toList();
    }

    /** Lets something happen to each that is there. */
    void resume() {
        for (Service service : List.copyOf(services.values())) {
            boolean stays = service.name().equals(ANCHOR);
            switch (random.nextInt(stays ? 2 : 6)) {
                case 0 -> change(service);
                case 1 -> {} // is left as it is
                case 2 -> move(service);
                case 3 -> forget(service);
                case 4 -> rename(service);
                default -> {
                    forget(service);
                    add("app" + (made + 1));
                }
            }
        }
    }

    private void add(String name) {
        made++;
        put(new Service(name, 8000 + made, random.nextInt(2), 1, "", parts(name)));
    }

    private void change(Service it) {
        put(new Service(
                it.name(), it.port(), it.host(), it.version() + random.nextInt(2), it.former(), parts(it.name())));
    }

    private void move(Service it) {
        put(new Service(it.name(), it.port(), 1 - it.host(), it.version(), it.former(), it.parts()));
    }

    private void rename(Service it) {
        if (it.former().isEmpty()) {
            forget(it);
            put(new Service(it.name() + "-new", it.port(), it.host(), it.version(), it.name(), it.parts()));
        }
    }

    private void put(Service service) {
        services.put(service.name(), service);
        home.write("media/" + service.name() + ".yaml", service.text());
    }

    private void forget(Service service) {
        services.remove(service.name());
        home.remove(service.name());
    }

    /** Returns some parts of a definition, each key at most once. */
    private List<String> parts(String name) {
        List<String> parts = new ArrayList<>();
        for (String part : PARTS) {
            String key = part.substring(0, part.indexOf(':') + 1);
            boolean isFree = parts.stream().noneMatch(chosen -> chosen.startsWith(key));
            boolean isCircle = name.equals(ANCHOR) && key.equals("dependsOn:");
            if (isFree && !isCircle && random.nextInt(3) == 0) {
                parts.add(part);
            }
        }
        return parts;
    }
}
