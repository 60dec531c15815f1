// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import dev.homelab.adapter.real.RealContract;
import dev.homelab.adapter.real.RealServers;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.provision.Provisioner;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;

/** The laws, against a real Docker engine and Compose behind a real SSH server. */
class ComposeIT extends RealContract<ComposeProject> {
    private final String root = RealServers.variable("STACKS_DIR");

    @BeforeEach
    void clear() {
        servers.byHand("docker ps -aq | xargs -r docker rm -f; docker network prune -f; rm -rf %1$s; mkdir %1$s"
                .formatted(root));
    }

    @Override
    protected Provisioner<ComposeProject> provisioner() {
        return new ComposeProvisioner(new ComposeSettings("nas", root, Optional.empty()), servers.context());
    }

    @Override
    protected ResolvedCatalog catalog() {
        return servers.catalog(service("films", "1"), service("photos", "1"));
    }

    @Override
    protected ResolvedCatalog changedCatalog() {
        return servers.catalog(service("films", "2"), service("photos", "1"));
    }

    @Override
    protected ResolvedCatalog largeCatalog() {
        return servers.catalog(IntStream.range(0, 12)
                .mapToObj(number -> service("app" + number, "1"))
                .toArray(Service[]::new));
    }

    @Override
    protected void addByHand() {
        servers.byHand("""
                mkdir %1$s/wiki
                printf 'services:\\n  app: {image: person/app:1}\\n' > %1$s/wiki/compose.yaml
                echo A=1 > %1$s/wiki/.env
                docker run -d --name blog-app-1 --label com.docker.compose.project=blog homelab-test/web:1
                """.formatted(root));
    }

    @Override
    protected String addInTheWay() {
        servers.byHand("""
                mkdir %1$s/films
                printf 'services:\\n  app: {image: homelab-test/web:1}\\n' > %1$s/films/compose.yaml
                docker compose -p films -f %1$s/films/compose.yaml up -d
                """.formatted(root));
        return "films";
    }

    private static Service service(String name, String version) {
        return Dsl.service(
                name,
                "nas",
                service -> service.container(
                        "server",
                        "homelab-test/web:" + version,
                        server ->
                                server.stopGracePeriod("1s").networks("shared").volume("data:/data")));
    }
}
