// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.swarm;

import dev.homelab.adapter.support.ssh.Argv;
import dev.homelab.problem.Evidence;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.spi.CommandResult;
import java.util.List;

/** Says what is wrong when a manager refuses, or a service does not come up, and what to do about it. */
record SwarmProblems(Where where, String host) {

    Problem docker(CommandResult result) {
        return new Problem(
                "docker not usable",
                where,
                "\"docker\" failed: " + result.reason(),
                "see that the engine runs there and that the user may use it:\n\n  docker info");
    }

    Problem notManager(String state) {
        return new Problem(
                "host not a swarm manager",
                where,
                "the engine of \"%s\" is no manager of a Swarm (%s).".formatted(host, state),
                "start a Swarm there, or name a manager of yours as the host of this target:\n\n  docker swarm init");
    }

    Problem noNode() {
        return new Problem(
                "node label missing",
                where,
                "services stay on the node of their host, and no node of the Swarm has the label %s=%s."
                        .formatted(Labels.HOST, host),
                "give it to the node, such as the manager you are on:\n\n  docker node update --label-add %s=%s $(docker info --format '{{.Swarm.NodeID}}')"
                        .formatted(Labels.HOST, host));
    }

    Problem networkOfOneHost(String network) {
        return new Problem(
                "network not usable in swarm",
                where,
                "the network \"%s\" is of one host alone, so tasks of a Swarm cannot join it.".formatted(network),
                "name another network, or move what uses it and remove it:\n\n  docker network rm " + network);
    }

    Problem refused(String stack, List<String> argv, CommandResult result) {
        return new Problem(
                "stack not deployed",
                where,
                "\"%s\" failed for \"%s\": %s".formatted(Argv.quoted(argv), stack, result.reason()),
                "correct what it names, and apply again.");
    }

    Problem notRemoved(String stack, String reason) {
        return new Problem(
                "stack not removed",
                where,
                "the stack \"%s\" is not gone: %s".formatted(stack, reason),
                "see what is left of it:\n\n  docker stack ps " + stack);
    }

    Problem notUp(String service, Rollout rollout, List<Evidence> evidence) {
        String summary = switch (rollout.state()) {
            case "rollback_completed" -> "update rolled back by swarm";
            case "paused", "rollback_paused" -> "update paused by swarm";
            default -> "service not up in swarm";
        };
        String found = rollout.service().path("UpdateStatus").path("Message").asText();
        return new Problem(
                        summary,
                        where,
                        "service \"%s\": %s"
                                .formatted(service, found.isEmpty() ? rollout.text() : found + "; " + rollout.text()),
                        "correct its definition by what its task says; to see all of its tasks:\n\n  docker service ps --no-trunc "
                                + service)
                .showing(evidence);
    }

    Problem notThere(String service) {
        return new Problem(
                "service not up in swarm", where, "service \"%s\" is not there.".formatted(service), "apply again.");
    }
}
