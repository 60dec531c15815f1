// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.files;

import dev.homelab.lab.contract.Samples;
import dev.homelab.model.Catalog;
import dev.homelab.model.Service;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A site of a few words: what a page says is another's matter. */
final class SamplePages {

    private SamplePages() {}

    static Map<String, String> of(Catalog catalog, boolean isPublic) {
        Map<String, String> pages = new TreeMap<>();
        pages.put("style.css", "body {}\n");
        pages.put(
                "index.html",
                catalog.services()
                        .map(service -> "<a href=\"services/" + service.name() + ".html\">" + service.name() + "</a>\n")
                        .collect(Collectors.joining("", "<!doctype html>\n", "")));
        catalog.services()
                .forEach(service -> pages.put(
                        "services/" + service.name() + ".html",
                        "<!doctype html>\n" + service.routes().get(0).port().orElse(0) + (isPublic ? "" : " né à 🏠")
                                + "\n"));
        return pages;
    }

    static Service[] many() {
        return IntStream.range(0, 60)
                .mapToObj(number -> service("app" + number, 9000 + number))
                .toArray(Service[]::new);
    }

    static Service service(String name, int port) {
        return Samples.service(name, "nas", name + ":1", port, name + ".home.arpa");
    }
}
