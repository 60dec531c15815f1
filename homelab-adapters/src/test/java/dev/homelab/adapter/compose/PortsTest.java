// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.TestLab;
import dev.homelab.lab.contract.Samples;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

    @TempDir
    Path folder;

    private TestLab lab;

    @BeforeEach
    void start() {
        lab = new TestLab(folder, "home");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void aPortWhereAProgramListensIsToldBeforeAnythingIsWritten() {
        lab.host.listenByHand("udp", "127.0.0.53%lo", 53, "systemd-resolve");

        assertThat(preflight(publishing("53:53/udp"))).singleElement().satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("port taken on host");
            assertThat(problem.detail()).contains("53/udp", "\"systemd-resolve\" listens at 127.0.0.53");
            assertThat(problem.fix()).endsWith("  sudo ss -lntup 'sport = :53'");
        });
    }

    @Test
    void otherProtocolsAddressesAndPortsAreFree() {
        lab.host.listenByHand("udp", "0.0.0.0", 53, "unbound");
        lab.host.listenByHand("tcp", "192.0.2.12", 8080, "nginx");
        lab.host.listenByHand("tcp", "[::]", 8081, "nginx");

        assertThat(preflight(publishing("53:53", "192.0.2.11:8080:80", "8082:80")))
                .isEmpty();
    }

    @Test
    void whatOurOwnContainersPublishIsNotTaken() {
        apply(publishing("8096:8096"));

        assertThat(preflight(publishing("8096:8096"))).isEmpty();
        assertThat(preflight(other("8096:8096"))).isEmpty();
    }

    @Test
    void whatAForeignContainerPublishesIsToldOnce() {
        lab.host.docker().runByHand("blog", "app", "blog:1", 8096);

        assertThat(preflight(publishing("8096:8096")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.detail()).contains("the container \"blog-app-1\""));
    }

    private static Service publishing(String... ports) {
        return service("films", ports);
    }

    private static Service other(String... ports) {
        return service("music", ports);
    }

    private static Service service(String name, String... ports) {
        return Dsl.service(
                name,
                "nas",
                service -> service.container(
                        "server", name + ":1", server -> List.of(ports).forEach(server::port)));
    }

    private void apply(Service service) {
        try (Session<ComposeProject> session = provisioner().open()) {
            Applied.apply(
                    session,
                    new Planner("home")
                            .plan(desired(service), session.observe())
                            .changes());
        }
    }

    private List<Problem> preflight(Service service) {
        try (Session<ComposeProject> session = provisioner().open()) {
            session.observe();
            return session.preflight(desired(service));
        }
    }

    private List<Desired<ComposeProject>> desired(Service service) {
        return provisioner().desired(Samples.catalog(lab.inventory(), Map.of(), service));
    }

    private ComposeProvisioner provisioner() {
        return new ComposeProvisioner(new ComposeSettings("nas", "/opt/stacks", Optional.empty()), lab.context());
    }
}
