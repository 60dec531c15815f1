// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import static java.util.stream.Collectors.joining;

import dev.homelab.lab.host.compose.ComposeException;
import dev.homelab.lab.host.shell.Output;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The command line behind {@code docker network}, and what {@code docker info} says of networks. */
final class NetworkCommands {

    private static final String POOLS = "{{json .DefaultAddressPools}}";
    private static final String SUBNETS = "{{range .IPAM.Config}}{{.Subnet}} {{end}}";

    private final Engine engine;

    NetworkCommands(Engine engine) {
        this.engine = engine;
    }

    Output run(List<String> rest) {
        Arguments options = Arguments.all(
                rest,
                Set.of("--format", "--driver", "--subnet", "--gateway", "--ip-range", "--opt"),
                Set.of("-f", "--force", "--internal", "--ipv6"));
        List<String> words = options.words();
        String format = options.value("--format").orElse("");
        return switch (words.isEmpty() ? "" : words.get(0)) {
            case "ls" -> list(format);
            case "create" -> create(words.get(1), FakeNetwork.of(options));
            case "inspect" -> inspect(format, words.subList(1, words.size()));
            case "rm" -> remove(words.subList(1, words.size()));
            case "disconnect" -> disconnect(words.get(1), words.get(2));
            default -> Output.failure(64, "the fake engine knows only ls, create, inspect, rm and disconnect here");
        };
    }

    /** Every network of the fake has 256 addresses, the bridge that is always there included. */
    Output info(List<String> rest) {
        if (!rest.equals(List.of("--format", POOLS))) {
            return Output.failure(64, "the fake engine only shows its " + POOLS);
        }
        int most = engine.addressPools();
        return Output.line(
                most == Integer.MAX_VALUE
                        ? "[{\"Base\":\"10.0.0.0/8\",\"Size\":24}]"
                        : IntStream.rangeClosed(0, most)
                                .mapToObj(number -> "{\"Base\":\"" + FakeNetwork.subnet(number) + "\",\"Size\":24}")
                                .collect(joining(",", "[", "]")));
    }

    private Output list(String format) {
        if (!format.contains("{{.Name}}")) {
            return Output.failure(64, "the fake engine lists networks only by {{.Driver}} and {{.Name}}");
        }
        return Output.of(engine.networks().stream()
                .map(name -> format.replace("{{.Name}}", name).replace("{{.Driver}}", driver(name)) + "\n")
                .collect(joining()));
    }

    private Output create(String name, FakeNetwork network) {
        return engine.makeNetwork(name, network)
                ? Output.line(Engine.networkId(name))
                : Output.failure(1, "Error response from daemon: network with name " + name + " already exists");
    }

    private Output remove(List<String> names) {
        names.forEach(engine::removeUnusedNetwork);
        return Output.of(String.join("\n", names) + "\n");
    }

    /** Goes on after one that is not there, and fails in the end. */
    private Output inspect(String format, List<String> names) {
        if (!format.equals(SUBNETS) && !format.equals("{{json .}}")) {
            return Output.failure(64, "the fake engine shows of a network only its " + SUBNETS + " or {{json .}}");
        }
        StringBuilder out = new StringBuilder();
        StringBuilder err = new StringBuilder();
        for (String name : names) {
            engine.network(name)
                    .ifPresentOrElse(
                            network -> out.append(
                                            format.equals(SUBNETS)
                                                    ? network.subnetsLine()
                                                    : network.json(name, Engine.networkId(name)))
                                    .append('\n'),
                            () -> err.append("Error response from daemon: network ")
                                    .append(name)
                                    .append(" not found\n"));
        }
        return new Output(err.isEmpty() ? 0 : 1, out.toString(), err.toString());
    }

    private Output disconnect(String network, String container) {
        Container found = engine.named(container)
                .orElseThrow(() -> new ComposeException("Error response from daemon: No such container: " + container));
        engine.disconnect(found, network);
        return Output.SILENT;
    }

    private String driver(String name) {
        return engine.network(name).map(FakeNetwork::driver).orElse("");
    }
}
