// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static java.util.stream.Collectors.joining;

import dev.homelab.lab.Lab;
import dev.homelab.lab.host.FakeHost;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what a lab is asked for. */
final class Requests {

    static final String MOST_CONNECTIONS = "SSH connections per host";
    static final String COMMANDS = "commands";
    static final String SFTP = "SFTP";
    static final String SERVICES_COMMANDS = "commands for services";
    static final String SERVICES_SFTP = "SFTP for services";
    static final String SIGN_INS = "sign-ins";
    static final String RESTARTS = "restarts";
    static final String AUTHENTIK = "Authentik";
    static final String WRITES = "writes";

    private static final String PIHOLE = "Pi-hole";
    private static final List<String> COLUMNS = List.of(
            MOST_CONNECTIONS,
            COMMANDS,
            SFTP,
            SERVICES_COMMANDS,
            SERVICES_SFTP,
            PIHOLE,
            SIGN_INS,
            RESTARTS,
            AUTHENTIK,
            "Traefik",
            "Glance",
            "Discord",
            WRITES);
    private static final String CONNECTIONS = "connections of ";

    private final Lab lab;

    Requests(Lab lab) {
        this.lab = lab;
    }

    /** Returns everything asked for so far, by what it was. */
    Map<String, Integer> count() {
        Map<String, Integer> count = new TreeMap<>();
        lab.hosts().forEach(host -> count.put(CONNECTIONS + host.name(), host.connections()));
        count.put(COMMANDS, lab.hosts().stream().mapToInt(FakeHost::commands).sum());
        count.put(SFTP, lab.hosts().stream().mapToInt(FakeHost::sftpRequests).sum());
        count.put(SERVICES_COMMANDS, lab.host(Lab.MEDIA).commandLines());
        count.put(SERVICES_SFTP, lab.host(Lab.MEDIA).sftpRequests());
        count.put(PIHOLE, lab.pihole().requests());
        count.put(SIGN_INS, lab.pihole().signIns());
        count.put(RESTARTS, lab.pihole().restarts());
        count.put(AUTHENTIK, lab.authentik().requests());
        count.put("Traefik", lab.traefik().requests());
        count.put("Glance", lab.glance().requests());
        count.put("Discord", lab.discord().requests());
        count.put(WRITES, lab.writes());
        return count;
    }

    /** Returns how often the host that was connected to most often has been since. */
    int mostConnectionsSince(Map<String, Integer> before) {
        return count().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(CONNECTIONS))
                .mapToInt(entry -> entry.getValue() - before.getOrDefault(entry.getKey(), 0))
                .max()
                .orElseThrow();
    }

    static String head() {
        return String.join("  ", COLUMNS);
    }

    static String row(Map<String, Integer> made) {
        return COLUMNS.stream()
                .map(column -> ("%" + column.length() + "d").formatted(made.get(column)))
                .collect(joining("  "));
    }
}
