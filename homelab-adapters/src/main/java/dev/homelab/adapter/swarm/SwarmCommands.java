// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.swarm;

import dev.homelab.adapter.support.ssh.Argv;
import dev.homelab.provision.Owner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The commands that a manager is asked with. They are those of Docker 20.10 and later. */
final class SwarmCommands {

    private SwarmCommands() {}

    /** Prints how the engine takes part in a Swarm. */
    static List<String> info() {
        return List.of("docker", "info", "--format", "{{json .Swarm}}");
    }

    static List<String> nodes() {
        return each(List.of("docker", "node", "ls", "-q"), List.of("docker", "node", "inspect"));
    }

    static List<String> services() {
        return each(List.of("docker", "service", "ls", "-q"), List.of("docker", "service", "inspect"));
    }

    /** Prints the configs of all homelabs, with their contents. */
    static List<String> configs() {
        return each(
                List.of("docker", "config", "ls", "-q", "--filter", "label=" + Labels.SERVICE),
                List.of("docker", "config", "inspect"));
    }

    /** Prints the secrets of a stack, without their contents, which cannot be read. */
    static List<String> secrets(String stack) {
        return List.of(
                "docker", "secret", "ls", "--format", "{{.Name}}", "--filter", "label=" + Labels.STACK + "=" + stack);
    }

    /** Prints the tasks of a stack, the last few that have ended, too. */
    static List<String> tasks(String stack) {
        return each(
                List.of("docker", "stack", "ps", "-q", "--no-trunc", stack),
                List.of("docker", "inspect", "--type", "task"));
    }

    private static List<String> each(List<String> list, List<String> inspect) {
        return List.of(
                "sh",
                "-c",
                "ids=$(%s) || exit 1; test -z \"$ids\" || %s $ids".formatted(Argv.quoted(list), Argv.quoted(inspect)));
    }

    /**
     * Creates a config or a secret from what it reads.
     *
     * @param kind {@code config} or {@code secret}
     */
    static List<String> create(String kind, String name, String stack, Optional<Owner> owner, boolean isRecord) {
        List<String> argv = new ArrayList<>(List.of("docker", kind, "create", "--label", Labels.STACK + "=" + stack));
        argv.addAll(List.of(
                "--label", Labels.SERVICE + "=" + owner.map(Owner::toString).orElse("")));
        if (isRecord) {
            argv.addAll(List.of("--label", Labels.RECORD + "=" + stack));
        }
        argv.addAll(List.of(name, "-"));
        return argv;
    }

    /** The same, from what it reads in Base64. */
    static List<String> decoding(List<String> create) {
        return List.of("sh", "-c", "base64 -d | " + Argv.quoted(create));
    }

    static List<String> remove(String kind, Collection<String> names) {
        List<String> argv = new ArrayList<>(List.of("docker", kind, "rm"));
        argv.addAll(names);
        return argv;
    }

    /**
     * Deploys what it reads. No registry is asked what tags mean: the spec is what the definition says, so a rollback knows what to
     * restore.
     */
    static List<String> deploy(String stack) {
        return List.of(
                "docker",
                "stack",
                "deploy",
                "--prune",
                "--with-registry-auth",
                "--resolve-image",
                "never",
                "-c",
                "-",
                stack);
    }

    static List<String> remove(String stack) {
        return List.of("docker", "stack", "rm", stack);
    }

    /** Prints what is left of a stack here while it is being removed. */
    static List<String> remains(String stack) {
        String filter = "label=" + Labels.STACK + "=" + stack;
        return List.of(
                "sh",
                "-c",
                "%s && %s && %s"
                        .formatted(
                                Argv.quoted(List.of("docker", "service", "ls", "-q", "--filter", filter)),
                                Argv.quoted(List.of("docker", "ps", "-a", "-q", "--filter", filter)),
                                Argv.quoted(List.of("docker", "network", "ls", "-q", "--filter", filter))));
    }

    static List<String> networks() {
        return List.of("docker", "network", "ls", "--format", "{{.Name}} {{.Scope}}");
    }

    static List<String> createNetwork(String name) {
        return List.of("docker", "network", "create", "--driver", "overlay", "--attachable", name);
    }

    /** Prints the log of a service or of one task. */
    static List<String> logs(String name, int lines) {
        return List.of("docker", "service", "logs", "--raw", "--no-trunc", "--tail", String.valueOf(lines), name);
    }
}
