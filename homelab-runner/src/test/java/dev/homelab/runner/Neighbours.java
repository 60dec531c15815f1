// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.lab.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What people put at every target of a lab by hand, beside what the definitions ask for and in the way of it. */
final class Neighbours {

    private static final List<String> HOST_LINES =
            List.of("192.0.2.9 printer.home.arpa", "192.0.2.8 nas.home.arpa # old");
    private static final List<String> ALIASES = List.of("tv.home.arpa,printer.home.arpa");
    private static final String PROJECT = "/opt/stacks/byhand/compose.yaml";
    private static final String ROUTE = "/etc/traefik/dynamic/byhand.yml";
    private static final String DASHBOARD = "/opt/glance/config/glance.yml";

    private final Lab lab;

    Neighbours(Lab lab) {
        this.lab = lab;
        HOST_LINES.forEach(lab.pihole()::addByHand);
        ALIASES.forEach(lab.pihole()::addCnameByHand);
        lab.authentik().addByHand("byhand", "https://byhand.home.arpa");
        lab.host(Lab.MEDIA).docker().runByHand("old", "web", "nginx:1", 8999);
        write(Lab.MEDIA, PROJECT, "services: {web: {image: nginx:1}}\n");
        write("traefik", ROUTE, """
                http:
                  routers: {byhand: {rule: "Host(`byhand.home.arpa`)", entryPoints: [web], service: byhand}}
                  services: {byhand: {loadBalancer: {servers: [{url: "http://127.0.0.1:9"}]}}}
                """);
    }

    /** Puts a record where one of a service is to be. */
    void standInTheWayOf(String service) {
        lab.pihole().addByHand("192.0.2.99 " + service + ".home.arpa # mine");
    }

    /** Returns all of it, as it is now; what stands in the way is not of it. */
    Map<String, String> picture() {
        Map<String, String> picture = new TreeMap<>();
        picture.put("names", String.join("\n", only(lab.pihole().hosts(), HOST_LINES)));
        picture.put("aliases", String.join("\n", only(lab.pihole().cnames(), ALIASES)));
        picture.put(
                "sign-in",
                lab.authentik().applications().stream()
                        .map(Object::toString)
                        .filter(application -> application.contains("byhand"))
                        .toList()
                        .toString());
        picture.put(
                "container",
                String.valueOf(lab.host(Lab.MEDIA).docker().containers().get("old-web-1")));
        picture.put("project", read(Lab.MEDIA, PROJECT));
        picture.put("route", read("traefik", ROUTE));
        picture.put("dashboard", read("docker-lxc-glance", DASHBOARD));
        return picture;
    }

    private static List<String> only(List<String> lines, List<String> wanted) {
        return lines.stream().filter(wanted::contains).toList();
    }

    private String read(String host, String path) {
        try {
            return Files.readString(lab.host(host).place(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String host, String path, String text) {
        try {
            Path file = lab.host(host).place(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
