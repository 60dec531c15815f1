// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.homepage;

import dev.homelab.lab.contract.Samples;
import dev.homelab.model.Service;
import java.util.stream.IntStream;

/** Services with tiles, and files as people have them. */
final class SampleTiles {

    static final String BY_HAND = """
            ---
            # My own links
            - Network:
                - Router:
                    href: "{{HOMEPAGE_VAR_ROUTER}}"   # the box in the hall
                    widget:
                      type: openwrt
                      key: {{HOMEPAGE_VAR_KEY}}
                - Rack:
                    - Switch: {href: 'http://192.0.2.2', icon: mdi-switch}

            # homelab: begin. The next run writes these tiles again; keys that you add to one of them stay.
            - "Media":
                - "By hand":
                    href: "http://192.0.2.78"
                    weight: 5
                # homelab: cabin/films/2
                - "Films of the cabin":
                    href: "http://192.0.2.77"
            # homelab: end

            - Last: []
            """;

    static final String IN_THE_WAY = """
            # homelab: begin
            - "Media":
                # homelab: cabin/films
                - "Films of another homelab":
                    href: "http://192.0.2.77"
            # homelab: end
            """;

    private SampleTiles() {}

    static Service service(String name, String group, int port) {
        return Samples.service(
                name,
                "nas",
                name + ":1",
                port,
                name + ".home.arpa",
                more -> more.description("All of " + name)
                        .widget(widget -> widget.group(group)
                                .icon("si:" + name)
                                .bookmark(name.equals("photos") || name.endsWith("3"))));
    }

    static Service several(String name) {
        return Samples.service(
                name,
                "nas",
                name + ":1",
                9200,
                name + ".home.arpa",
                more -> more.widget(widget -> widget.group("Media"))
                        .widget(widget -> widget.group("Tools").title("Admin").path("/admin"))
                        .widget(widget -> widget.glance("type", "custom-api")));
    }

    static Service[] many() {
        return IntStream.range(0, 60)
                .mapToObj(number -> service("app" + number, number % 2 == 0 ? "Media" : "Family", 9000 + number))
                .toArray(Service[]::new);
    }
}
