// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import dev.homelab.adapter.compose.port.Listener;
import dev.homelab.problem.Evidence;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Quoted;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names the cause why containers of a service did not come up or did not stay up: from what the engine said or, where it only says
 * that they are not up, from how they were. Each instruction works after a rollback, too.
 */
final class StartProblems {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Pattern NOT_FOUND = Pattern.compile(
            "manifest unknown|manifest for \\S{1,300} not found|No such image|: not found$", Pattern.MULTILINE);

    /** What containerd's store says of all that it cannot find, be the registry silent or not. */
    private static final Pattern NOT_RESOLVED = Pattern.compile("failed to resolve reference");

    /** Which image a failure is about: by Compose's line of progress, or by the engine's words. */
    private static final Pattern IMAGE = Pattern.compile(
            "Image (\\S{1,300}) +Error|manifest for (\\S{1,300}) not found|No such image: (\\S{1,300})|resolve reference \"(\\S{1,300})\"");

    private static final Pattern REGISTRY = Pattern.compile(
            "(?:Get|Head|failed to do request: Head) \"(https?://[^/\"\\s]{1,200}/v2/)[^\"\\s]{0,300}\": ");

    private static final Pattern PORT_TAKEN = Pattern.compile(
            "listen (?:tcp|udp)\\d? \\S{0,64}:(\\d{1,5}): bind: address already in use|Bind for \\S{0,64}:(\\d{1,5}) failed: port is already allocated");

    private static final Pattern MOUNT = Pattern.compile(
            "error mounting \\\\?\"([^\"\\\\]{1,1000})\\\\?\" to rootfs at \\\\?\"([^\"\\\\]{1,1000})\\\\?\".{0,2000}not a directory");

    private static final Pattern NETWORK_IN_USE =
            Pattern.compile("network (\\S{1,200}) id \\S{1,64} has active endpoints");

    private static final Pattern SOURCE_MISSING =
            Pattern.compile("bind source path does not exist: (\\S{1,1000})|invalid mount config for type \"bind\"");

    private static final Pattern NO_COMMAND = Pattern.compile(
            "exec: \\\\?\"([^\"\\\\]{1,1000})\\\\?\": (?:stat .{1,1000}: no such file or directory|executable file not found|permission denied)");

    private final RemoteHost host;

    /** Problems of one host. */
    StartProblems(RemoteHost host) {
        this.host = host;
    }

    /**
     * Returns the cause that the engine or Compose names, if it does.
     *
     * @param images those of the service
     */
    Optional<Problem> said(String service, Collection<String> images, CommandResult result) {
        String text = result.errors();
        if (text.contains("no space left on device")) {
            return Optional.of(noSpaceLeft(service, result));
        }
        if (NOT_FOUND.matcher(text).find()) {
            return Optional.of(imageNotFound(service, image(images, text), result));
        }
        Matcher registry = REGISTRY.matcher(text);
        if (registry.find()) {
            return Optional.of(unreachable(service, image(images, text), registry.group(1), result));
        }
        if (NOT_RESOLVED.matcher(text).find()) {
            return Optional.of(imageNotFound(service, image(images, text), result));
        }
        Matcher port = PORT_TAKEN.matcher(text);
        if (port.find()) {
            return Optional.of(portTaken(service, port.group(1) == null ? port.group(2) : port.group(1), result));
        }
        if (text.contains("daemon: Address already in use")) {
            return Optional.of(
                    problem(
                            "address taken in network",
                            "\"%s\" did not come up, since another container has the address that one of its own is to have in a network: %s"
                                    .formatted(service, result.reason()),
                            "give it another \"address\", or an \"ipRange\" to the network, so that Docker chooses none outside of it; this shows who has it:\n\n"
                                    + "  docker network inspect -f '{{.Name}} {{range .Containers}}{{.Name}} {{.IPv4Address}} {{end}}' $(docker network ls -q)"));
        }
        if (text.contains("failed to mount local volume") || text.contains("error looking up volume plugin")) {
            return Optional.of(problem(
                    "volume cannot be mounted",
                    "\"%s\" did not come up, since Docker cannot mount one of its volumes: %s"
                            .formatted(service, result.reason()),
                    "see that what \"device\" in its \"options\" names is there and reached from the host, and that the host has its driver; then apply again. Docker keeps the options a volume was created with, so correct them under another name, or remove it first if it is empty:\n\n"
                            + "  docker volume ls"));
        }
        Matcher used = NETWORK_IN_USE.matcher(text);
        if (used.find()) {
            return Optional.of(problem(
                    "network still in use",
                    "\"%s\" did not come up, since its network \"%s\" is to have other settings, and containers of others are in it: %s"
                            .formatted(service, used.group(1), result.reason()),
                    "take them off it, and apply again:\n\n  docker network inspect -f '{{range .Containers}}{{.Name}} {{end}}' %1$s\n  docker network disconnect %1$s CONTAINER"
                            .formatted(Quoted.word(used.group(1)))));
        }
        Matcher mount = MOUNT.matcher(text);
        if (mount.find()) {
            return Optional.of(folderForFile(service, mount.group(1), mount.group(2)));
        }
        if (SOURCE_MISSING.matcher(text).find()) {
            return Optional.of(problem(
                    "mounted file not on host",
                    notUp(service, result.reason()),
                    "create the file there, or correct the path in the definition, and apply again."));
        }
        Matcher command = NO_COMMAND.matcher(text);
        return command.find() ? Optional.of(noCommand(service, command.group(1), result)) : Optional.empty();
    }

    /**
     * Returns the cause that the containers of a service show.
     *
     * @param why what is wrong, as a sentence without its full stop
     * @param evidence of those that are not healthy
     */
    Problem shown(String service, String why, List<Evidence> evidence) {
        return cause(service, why, evidence).showing(evidence);
    }

    private Problem cause(String service, String why, List<Evidence> evidence) {
        if (any(evidence, Evidence::outOfMemory)) {
            return problem(
                    "container out of memory",
                    why + ". It was killed since it needed more memory than it may use.",
                    "give it more, or let it need less, and apply again:\n\n  resources: {memory: 1g}");
        }
        if (any(evidence, one -> one.restarts() > 0 || one.state().startsWith("Restarting"))) {
            return problem(
                    "container keeps restarting",
                    why + ". Its restart policy starts it again, and it ends again.",
                    "correct what its last log lines say: a setting, a secret, or a file that it misses; then apply again.");
        }
        if (any(evidence, one -> one.state().startsWith("Exited"))) {
            return problem(
                    "container exited during start",
                    why + ".",
                    "correct what its last log lines say: a setting, a secret, a file that it misses, or its command; then apply again.");
        }
        if (any(evidence, one -> one.state().contains("(health: starting)"))) {
            return problem(
                    "not healthy in time",
                    why + ". Its health check has not succeeded so far.",
                    "if it needs longer, raise \"waitSeconds\" of this target in the inventory; else see that its health check asks for what it answers: \"%s\" has it under \"healthcheck\"."
                            .formatted(service));
        }
        if (any(
                evidence,
                one -> one.state().contains("(unhealthy)") || !one.healthCheck().isEmpty())) {
            return problem(
                    "health check failed",
                    why + ".",
                    "correct what the health check found, or let \"healthcheck\" in the definition of \"%s\" ask for what it answers; then apply again."
                            .formatted(service));
        }
        return problem("service did not come up", why + ".", "correct what is said above, and apply again.");
    }

    private static boolean any(List<Evidence> evidence, Predicate<Evidence> what) {
        return evidence.stream().anyMatch(what);
    }

    static String notUp(String service, String reason) {
        return "\"%s\" did not come up: %s".formatted(service, reason);
    }

    private Problem noSpaceLeft(String service, CommandResult result) {
        return problem(
                "no space left on host",
                "\"%s\" did not come up, since a disk of the host is full: %s".formatted(service, result.reason()),
                "see what fills it, remove images that nothing uses, and apply again:\n\n  df -h && docker system df\n  docker image prune -a");
    }

    private Problem imageNotFound(String service, Optional<String> image, CommandResult result) {
        return problem(
                "image not found",
                "\"%s\" did not come up, since its registry has no such image or tag%s: %s"
                        .formatted(
                                service,
                                image.map(name -> " as \"" + name + "\"").orElse(""),
                                result.reason()),
                "correct the image or its tag in the definition to what the registry lists"
                        + image.map(name -> "; this asks it again:\n\n  docker pull " + Quoted.word(name))
                                .orElse("."));
    }

    private Problem unreachable(String service, Optional<String> image, String registry, CommandResult result) {
        return problem(
                "registry unreachable",
                "\"%s\" did not come up, since the registry%s does not answer: %s"
                        .formatted(
                                service,
                                image.map(name -> " of \"" + name + "\"").orElse(""),
                                result.reason()),
                "see that the registry runs, that the host finds its name, and that a firewall or proxy lets it through; this asks it from the host:\n\n  curl -sS -o /dev/null -w '%{http_code}\\n' "
                        + registry);
    }

    private Problem portTaken(String service, String port, CommandResult result) {
        String by = Listener.parse(host.run(Listener.command(), LIMIT).output()).stream()
                .filter(listener -> listener.port() == Integer.parseInt(port))
                .flatMap(listener -> listener.program().stream())
                .findFirst()
                .map(" The program \"%s\" listens there."::formatted)
                .orElse("");
        return problem(
                "port taken on host",
                "\"%s\" is to publish port %s, and something else has it: %s%s"
                        .formatted(service, port, result.reason(), by),
                "choose another port for \"%s\", or see what has it and stop that:\n\n  sudo ss -lntup 'sport = :%s'\n  docker ps --filter publish=%s"
                        .formatted(service, port, port));
    }

    /** Docker makes a folder of what is not there, and then cannot mount it on a file. */
    private Problem folderForFile(String service, String source, String target) {
        return problem(
                "mounted file not on host",
                "\"%s\" mounts \"%s\" as \"%s\": one of them is a folder and the other a file. Docker creates an empty folder where a file is missing."
                        .formatted(service, source, target),
                "see which it is; if Docker created the folder, remove it and create the file, and apply again:\n\n  ls -ld %1$s\n  sudo rmdir %1$s"
                        .formatted(Quoted.word(source)));
    }

    private Problem noCommand(String service, String command, CommandResult result) {
        return problem(
                "command not in image",
                "\"%s\" did not come up, since its image has no program \"%s\": %s"
                        .formatted(service, command, result.reason()),
                "correct \"command\" or \"entrypoint\" in the definition of \"%s\", and apply again."
                        .formatted(service));
    }

    private static Optional<String> image(Collection<String> images, String text) {
        Matcher named = IMAGE.matcher(text);
        if (named.find()) {
            for (int group = 1; group <= named.groupCount(); group++) {
                if (named.group(group) != null) {
                    return Optional.of(named.group(group));
                }
            }
        }
        return images.size() == 1 ? images.stream().findFirst() : Optional.empty();
    }

    private Problem problem(String summary, String detail, String fix) {
        return new Problem(summary, host.where(), detail, fix);
    }
}
