// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.real.RealContract;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Owner;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The laws, against a real Swarm of one node. They take minutes, since each update is watched for five seconds by the engine. */
@EnabledIfEnvironmentVariable(named = "WHOLE_LAWS", matches = ".+", disabledReason = "proofs/contract-real whole")
class SwarmIT extends RealContract<Stack> {

    @BeforeEach
    void clear() {
        servers.byHand("""
                docker swarm init --advertise-addr 127.0.0.1 --listen-addr 127.0.0.1:2377 || true
                docker node update --label-add homelab.host=nas $(docker info --format '{{.Swarm.NodeID}}')
                docker stack ls --format '{{.Name}}' | xargs -r docker stack rm
                docker service ls -q | xargs -r docker service rm
                for i in $(seq 200); do
                  test -z "$(docker network ls -q --filter driver=overlay --filter label=com.docker.stack.namespace)$(docker ps -aq --filter label=com.docker.swarm.task)" && break
                  sleep 0.2
                done
                docker config ls -q | xargs -r docker config rm
                docker secret ls -q | xargs -r docker secret rm
                """);
    }

    @Override
    protected Provisioner<Stack> provisioner() {
        return new SwarmProvisioner(new SwarmSettings("nas", Optional.empty(), Optional.of(60)), servers.context());
    }

    @Override
    protected ResolvedCatalog catalog() {
        return servers.catalog(service("films", "1", 18191), service("photos", "1", 18192));
    }

    @Override
    protected ResolvedCatalog changedCatalog() {
        return servers.catalog(service("films", "2", 18191), service("photos", "1", 18192));
    }

    @Override
    protected ResolvedCatalog largeCatalog() {
        return servers.catalog(IntStream.range(0, 11)
                .mapToObj(number -> service("app" + number, "1", 18200 + number))
                .toArray(Service[]::new));
    }

    @Override
    protected void addByHand() {
        servers.byHand("""
                printf 'version: "3.8"\\nservices:\\n  app: {image: "homelab-test/web:1", stop_grace_period: 1s}\\n' |
                  docker stack deploy --resolve-image never -c - wiki
                docker service create -d --stop-grace-period 1s --name blog --no-resolve-image homelab-test/web:1
                """);
    }

    /** A stack of another homelab; of one that was deployed by hand a plan says that it cannot be adopted. */
    @Override
    protected String addInTheWay() {
        Owner other = new Owner("other", ServiceName.of("films"));
        try (Session<Stack> session = provisioner().open()) {
            Stack films = provisioner().desired(catalog()).get(0).resource();
            Change<Stack> change = new Change<>(
                    ServiceName.of("films"), Optional.empty(), Optional.of(Observed.ownedBy(other, films)));
            assertThat(session.apply(new Batch<>(List.of(change)))).allMatch(Outcome::succeeded);
        }
        return "films";
    }

    private static Service service(String name, String tag, int port) {
        return Dsl.service(
                name,
                "nas",
                service -> service.container(
                        "server",
                        "homelab-test/web:" + tag,
                        server -> server.port(port + ":8080")
                                .stopGracePeriod("1s")
                                .volume("data:/data")));
    }
}
