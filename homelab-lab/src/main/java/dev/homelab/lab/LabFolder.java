// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab;

import static java.util.stream.Collectors.joining;

import dev.homelab.lab.host.FakeHost;
import dev.homelab.lab.host.LabKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** What a lab leaves in its folder for those who come to it from outside: inventory, keys, known hosts, secrets. */
final class LabFolder {

    private final Path folder;

    LabFolder(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    Path inventory() {
        return folder.resolve("inventory.yaml");
    }

    Path host(String name) {
        return folder.resolve("hosts").resolve(name);
    }

    /**
     * Writes all of it.
     *
     * @param targets the section of each in the inventory
     */
    void write(KeyPair key, Collection<FakeHost> hosts, Map<String, String> environment, Map<String, String> targets) {
        LabKeys.write(key, folder.resolve("key"));
        write(
                "known_hosts",
                hosts.stream().map(host -> host.knownHostsLine() + "\n").collect(joining()));
        write("inventory.yaml", inventory(hosts, targets));
        write(
                "lab.env",
                environment.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(variable -> "export " + variable.getKey() + "='" + variable.getValue() + "'\n")
                        .collect(joining()));
    }

    private String inventory(Collection<FakeHost> hosts, Map<String, String> targets) {
        return """
                homelab: lab
                key: env:HOMELAB_KEY
                record: docker-core-utils:/var/lib/homelab
                domain: home.arpa
                ssh: {user: lab, key: "file:%1$s/key", knownHosts: "file:%1$s/known_hosts"}
                hosts:
                %2$s  authentik: {address: 127.0.0.1, ssh: none}
                  pihole: {address: 127.0.0.1, ssh: none}
                targets:
                %3$snotify:
                  discord: {webhook: env:DISCORD_WEBHOOK}
                """.formatted(
                        folder,
                        hosts.stream().map(LabFolder::host).collect(joining()),
                        targets.entrySet().stream()
                                .map(target -> "  %s: {%s}%n".formatted(target.getKey(), target.getValue()))
                                .collect(joining()));
    }

    private static String host(FakeHost host) {
        return String.format(
                Locale.ROOT, "  %s: {address: %s, ssh: \"127.0.0.1:%d\"}%n", host.name(), host.address(), host.port());
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
