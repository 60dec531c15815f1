// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.inventory.DefinitionKinds;
import dev.homelab.model.io.CatalogReader;
import dev.homelab.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many networks of a host its services need. */
class NetworkCountTest {

    @TempDir
    Path folder;

    @Test
    void servicesOnSharedNetworksAloneNeedNoneOfTheirOwn() throws IOException {
        for (int i = 0; i < 73; i++) {
            service("app" + i, "containers: {server: {image: \"app:1\", networks: [proxy], projectNetwork: false}}");
        }
        service("own", "containers: {server: {image: \"own:1\"}}");

        assertThat(problems(2, "")).isEmpty();
        assertThat(problems(1, "")).containsExactly("too many networks on host");
        assertThat(problems(1, "networks: {proxy: {subnet: 172.30.0.0/24}}")).isEmpty();
    }

    @Test
    void aNetworkOfTheServiceCountsUnlessItHasASubnet() throws IOException {
        service("films", """
                networks: {backend: {internal: true}, screens: {subnet: 172.30.0.0/24}}
                containers: {server: {image: "films:1", networks: [backend, screens]}}""");

        assertThat(problems(2, "")).isEmpty();
        assertThat(problems(1, "")).containsExactly("too many networks on host");
    }

    private void service(String name, String more) throws IOException {
        Path category = Files.createDirectories(folder.resolve("media"));
        Files.writeString(category.resolve(name + ".yaml"), "name: %s\nhost: nas\n%s\n".formatted(name, more));
    }

    private List<String> problems(int networks, String more) throws IOException {
        Path inventory = Files.writeString(folder.resolve("inventory.yaml"), """
                homelab: home
                key: env:HOMELAB_KEY
                record: /var/lib/homelab
                domain: home.arpa
                ssh: {user: hermes, key: "file:~/.ssh/id_ed25519", knownHosts: "file:~/.ssh/known_hosts"}
                hosts: {nas: {address: 192.0.2.11, networks: %d}}
                %s
                """.formatted(networks, more));
        return new CatalogValidator()
                .judge(new CatalogReader(DefinitionKinds.of(List.of())).read(folder, inventory)).problems().stream()
                        .map(Problem::summary)
                        .filter(summary -> !summary.equals("host runs no containers"))
                        .toList();
    }
}
