// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.site;

import dev.homelab.model.Catalog;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.source.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Definitions as people write them, as many as a test needs. */
final class SampleCatalogs {

    private static final String INVENTORY = """
            homelab: home
            key: env:HOMELAB_KEY
            record: /var/lib/homelab
            domain: home.arpa
            defaults: {timeZone: Europe/London}
            ssh: {user: root, key: "file:~/.ssh/homelab_ed25519", knownHosts: "file:~/.ssh/known_hosts"}
            hosts: {nas: {address: 192.0.2.7, firewalled: true, networks: 4000}}
            targets:
              nas: {kind: compose, host: nas, root: /opt/stacks}
              proxy: {kind: traefik, host: nas, url: "https://192.0.2.7", directory: /etc/traefik, api: "http://192.0.2.7:8080", entryPoint: websecure}
              dns: {kind: pihole, url: "http://pihole.home.arpa", password: env:PIHOLE_PASSWORD}
            """;

    private SampleCatalogs() {}

    /** One service with this title. */
    static Catalog titled(String title) {
        return read(folder -> write(folder, "photos", title, 8000, ""));
    }

    /** So many services; every third needs the one before it. */
    static Catalog of(int services) {
        return read(folder -> {
            for (int i = 1; i <= services; i++) {
                write(
                        folder,
                        "app-" + i,
                        "Application " + i,
                        10_000 + i,
                        i % 3 == 0 ? "dependsOn: [app-%d]".formatted(i - 1) : "");
            }
        });
    }

    private interface Writer {
        void write(Path folder) throws IOException;
    }

    private static Catalog read(Writer writer) {
        try {
            Path folder = Files.createTempDirectory("hl-site");
            try {
                Path inventory = Files.writeString(folder.resolve("inventory.yaml"), INVENTORY);
                writer.write(folder);
                return Homelab.of(Sources.inventory(inventory).folder(folder))
                        .build()
                        .catalog()
                        .catalog();
            } finally {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path folder, String name, String title, int port, String more) throws IOException {
        Path category = Files.createDirectories(folder.resolve("media"));
        Files.writeString(category.resolve(name + ".yaml"), """
                name: %1$s
                title: %2$s
                description: One of many
                host: nas
                %4$s
                containers:
                  server:
                    image: ghcr.io/example/%1$s:1.2.3
                    ports: ["%3$d:8080"]
                    volumes: ["data:/data", "/mnt/media:/media:ro"]
                    environment: {LOG_LEVEL: info}
                    secrets: {TOKEN: env:TOKEN_%3$d}
                    healthcheck: {http: /health, port: 8080, interval: 10s}
                    resources: {memory: 512m}
                routes:
                  - {container: server, port: 8080}
                """.formatted(name, quoted(title), port, more));
    }

    private static String quoted(String title) {
        return '"' + title.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
