// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.network;

import dev.homelab.spi.CommandResult;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The networks of a host, and whether it has addresses for more. Asks no more than it must, and nothing when nothing is needed. */
public final class HostNetworks {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> LIST = List.of("docker", "network", "ls", "--format", "{{.Driver}} {{.Name}}");
    private static final List<String> POOLS = List.of("docker", "info", "--format", "{{json .DefaultAddressPools}}");
    private static final List<String> SUBNETS =
            List.of("docker", "network", "inspect", "--format", "{{range .IPAM.Config}}{{.Subnet}} {{end}}");
    private static final String BRIDGE = "bridge ";

    private final RemoteHost host;

    public HostNetworks(RemoteHost host) {
        this.host = host;
    }

    /** Returns the commands that a count runs, unless the host is short of addresses. */
    public static List<List<String>> questions() {
        return List.of(LIST, POOLS);
    }

    /**
     * What keeps networks from being made.
     *
     * @param missing those that are still to be made, in the order of their names
     * @param free how many can be made
     * @param all how many the host has addresses for, those that are there included
     */
    public record Shortage(List<String> missing, long free, long all) {

        /** Returns whether there is one. */
        public boolean isThere() {
            return missing.size() > free;
        }
    }

    /**
     * Counts what is missing and what is free.
     *
     * @param needed the names of networks that must be there, sorted
     * @param leaving those that go before any is made
     */
    public Shortage shortage(Set<String> needed, Set<String> leaving) {
        List<String> there = lines(LIST);
        List<String> missing = needed.stream()
                .filter(name -> there.stream().noneMatch(line -> line.endsWith(" " + name)))
                .toList();
        if (missing.isEmpty() || there.isEmpty()) {
            return new Shortage(List.of(), 0, 0); // Docker, if it does not say, says why when one is made
        }
        List<String> bridges = there.stream()
                .filter(line -> line.startsWith(BRIDGE))
                .map(line -> line.substring(BRIDGE.length()))
                .filter(name -> !leaving.contains(name))
                .toList();
        List<AddressPool> pools = AddressPool.parse(String.join("", lines(POOLS)));
        long all = pools.stream().mapToLong(AddressPool::parts).sum();
        Shortage atWorst = new Shortage(missing, all - bridges.size(), all);
        return atWorst.isThere() ? new Shortage(missing, free(pools, bridges), all) : atWorst;
    }

    /** A network may have addresses of its own choice, which are in no pool. */
    private long free(List<AddressPool> pools, List<String> bridges) {
        List<String> argv = new ArrayList<>(SUBNETS);
        argv.addAll(bridges);
        List<Subnet> taken = lines(argv).stream()
                .flatMap(line -> Stream.of(line.split(" ")))
                .flatMap(text -> Subnet.parse(text).stream())
                .toList();
        return pools.stream().mapToLong(pool -> pool.partsBeside(taken)).sum();
    }

    private List<String> lines(List<String> argv) {
        CommandResult result = host.run(argv, LIMIT);
        return result.succeeded() ? result.output().lines().toList() : List.of();
    }
}
