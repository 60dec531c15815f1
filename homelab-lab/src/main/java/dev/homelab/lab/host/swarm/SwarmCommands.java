// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.homelab.lab.host.compose.ComposeException;
import dev.homelab.lab.host.shell.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The part of the command line {@code docker} that is about a Swarm. */
public final class SwarmCommands {

    private static final Set<String> OURS = Set.of("stack", "service", "config", "secret", "node");
    private static final Set<String> CHANGING = Set.of("deploy", "rm", "create", "update", "scale");
    private static final String LABEL = "label=";

    private final FakeSwarm swarm;

    public SwarmCommands(FakeSwarm swarm) {
        this.swarm = swarm;
    }

    /** Returns whether a command, without its first word {@code docker}, changes a Swarm. */
    public static boolean changes(List<String> words) {
        return words.size() > 1 && OURS.contains(words.get(0)) && CHANGING.contains(words.get(1));
    }

    /** Returns whether a command, without its first word {@code docker}, is about a Swarm. */
    public boolean knows(List<String> words) {
        if (words.isEmpty()) {
            return false;
        }
        String all = String.join(" ", words);
        return OURS.contains(words.get(0))
                || all.equals("info --format {{json .Swarm}}")
                || all.startsWith("inspect --type task")
                || all.startsWith("network create --driver overlay")
                || (all.startsWith("network ls") && (all.contains("{{.Scope}}") || all.contains(LABEL)));
    }

    /**
     * Runs a command that this {@linkplain #knows knows}.
     *
     * @param hostNetworks the names of networks that are not of a Swarm
     */
    public Output run(List<String> words, Supplier<String> input, Set<String> hostNetworks) {
        try {
            return switch (words.get(0)) {
                case "info" ->
                    Output.line("{\"LocalNodeState\":\"%s\",\"ControlAvailable\":%s}"
                            .formatted(swarm.isManager() ? "active" : "inactive", swarm.isManager()));
                case "network" -> network(words, hostNetworks);
                default -> {
                    swarm.needManager();
                    yield managed(words, input);
                }
            };
        } catch (ComposeException e) {
            return Output.failure(e.exit(), String.valueOf(e.getMessage()));
        }
    }

    private Output managed(List<String> words, Supplier<String> input) {
        List<String> rest = words.subList(2, words.size());
        return switch (words.get(0) + " " + words.get(1)) {
            case "stack deploy" -> deploy(rest, input);
            case "stack rm" -> removeStack(rest.get(0));
            case "stack ps" -> stackTasks(rest.get(rest.size() - 1));
            case "service ls" -> lines(swarm.services(filter(rest).map(SwarmCommands::value)));
            case "service inspect" ->
                inspect(rest, name -> {
                    return swarm.lookedAt(name).json();
                });
            case "service logs" -> Output.line(swarm.log(rest.get(rest.size() - 1)));
            case "node ls" -> Output.line("node1");
            case "node inspect" -> Output.line(swarm.node().toString());
            case "inspect --type" ->
                inspect(
                        rest.subList(1, rest.size()),
                        id -> swarm.task(id).orElseThrow(() -> new ComposeException("Error: no such task: " + id)));
            case "config ls", "secret ls" -> lines(swarm.listed(words.get(0), filter(rest)));
            case "config inspect", "secret inspect" -> inspect(rest, name -> swarm.inspected(words.get(0), name));
            case "config create", "secret create" -> create(words.get(0), rest, input);
            case "config rm", "secret rm" -> remove(words.get(0), rest);
            default -> Output.failure(64, "the fake Swarm does not know " + String.join(" ", words));
        };
    }

    private Output deploy(List<String> rest, Supplier<String> input) {
        if (!rest.contains("-c") || !rest.get(rest.indexOf("-c") + 1).equals("-")) {
            return Output.failure(64, "the fake Swarm deploys only what it reads");
        }
        return Output.of(swarm.deploy(rest.get(rest.size() - 1), input.get(), rest.contains("--prune")));
    }

    private Output removeStack(String stack) {
        return swarm.removeStack(stack)
                ? Output.line("Removing service " + stack)
                : new Output(0, "", "Nothing found in stack: " + stack + "\n");
    }

    private Output stackTasks(String stack) {
        List<String> ids = new ArrayList<>();
        swarm.services(Optional.of(stack))
                .forEach(name -> swarm.needed(name)
                        .tasks()
                        .forEach(task -> ids.add(task.path("ID").asText())));
        return ids.isEmpty() ? Output.failure(1, "nothing found in stack: " + stack) : lines(ids);
    }

    private Output create(String kind, List<String> rest, Supplier<String> input) {
        Map<String, String> labels = new TreeMap<>();
        for (int at = 0; at + 1 < rest.size(); at++) {
            if (rest.get(at).equals("--label")) {
                String[] label = rest.get(at + 1).split("=", 2);
                labels.put(label[0], label.length > 1 ? label[1] : "");
            }
        }
        String name = rest.get(rest.size() - 2);
        swarm.create(kind, name, labels, input.get());
        return Output.line(kind + " of " + name);
    }

    /** Goes on after one that cannot be removed, and fails in the end. */
    private Output remove(String kind, List<String> names) {
        Output all = Output.SILENT;
        int exit = 0;
        for (String name : names) {
            try {
                swarm.remove(kind, name);
                all = all.then(Output.line(name));
            } catch (ComposeException e) {
                exit = 1;
                all = all.then(Output.failure(1, String.valueOf(e.getMessage())));
            }
        }
        return new Output(exit, all.out(), all.err());
    }

    private Output network(List<String> words, Set<String> hostNetworks) {
        if (words.get(1).equals("create")) {
            swarm.needManager();
            swarm.makeNetwork(words.get(words.size() - 1), "");
            return Output.line("network of " + words.get(words.size() - 1));
        }
        List<String> found = new ArrayList<>();
        Optional<String> stack = filter(words).map(SwarmCommands::value);
        boolean hasScope = String.join(" ", words).contains("{{.Scope}}");
        swarm.networks().forEach((name, of) -> {
            if (stack.isEmpty() || stack.get().equals(of)) {
                found.add(hasScope ? name + " swarm" : name);
            }
        });
        if (stack.isEmpty()) {
            hostNetworks.forEach(name -> found.add(hasScope ? name + " local" : name));
        }
        return lines(found);
    }

    /** Goes on after one that is not there, and fails in the end. */
    private static Output inspect(List<String> names, Function<String, JsonNode> look) {
        ArrayNode found = JsonNodeFactory.instance.arrayNode();
        StringBuilder errors = new StringBuilder();
        for (String name : names) {
            try {
                found.add(look.apply(name));
            } catch (ComposeException e) {
                errors.append(e.getMessage()).append('\n');
            }
        }
        return new Output(errors.isEmpty() ? 0 : 1, found + "\n", errors.toString());
    }

    private static Optional<String> filter(List<String> words) {
        return words.stream()
                .filter(word -> word.startsWith(LABEL))
                .map(word -> word.substring(LABEL.length()))
                .findFirst();
    }

    private static String value(String label) {
        return label.substring(label.indexOf('=') + 1);
    }

    private static Output lines(Iterable<String> lines) {
        StringBuilder out = new StringBuilder();
        lines.forEach(line -> out.append(line).append('\n'));
        return Output.of(out.toString());
    }
}
