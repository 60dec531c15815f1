// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import static java.util.stream.Collectors.joining;

import dev.homelab.adapter.support.name.FoundName;
import dev.homelab.adapter.support.name.WantedName;
import dev.homelab.model.value.IpAddress;
import dev.homelab.provision.Resource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One name in a Pi-hole's local DNS, with everything it answers: addresses, or what it is an alias of. People may have both.
 *
 * @param hostname in lower case; people's names may be of one label only
 * @param lines of {@code dns.hosts}, sorted, each once: {@code ADDRESS NAME}, ours without our mark, people's byte for
 *     byte, their comments included
 * @param cname the line of {@code dns.cnameRecords}, {@code ALIAS,TARGET}, people's byte for byte; absent for a name that is
 *     no alias
 */
public record HostRecord(String hostname, List<String> lines, Optional<String> cname) implements Resource {

    public HostRecord {
        lines = lines.stream().distinct().sorted().toList();
    }

    /** A name with addresses. */
    public HostRecord(String hostname, List<String> lines) {
        this(hostname, lines, Optional.empty());
    }

    /** Returns what a definition asks for. */
    static HostRecord of(WantedName name) {
        String hostname = name.hostname().value();
        return name.alias()
                .map(target -> alias(hostname, target.value()))
                .orElseGet(() -> new HostRecord(
                        hostname,
                        name.addresses().stream()
                                .map(address -> address + " " + hostname)
                                .toList()));
    }

    /** An alias of another name. */
    public static HostRecord alias(String hostname, String target) {
        return new HostRecord(
                hostname, List.of(), Optional.of(CnameLine.of(hostname, target).text()));
    }

    /** Returns this as any DNS server may have it; lines with more than an address and a name say more than is kept of them. */
    FoundName found() {
        return new FoundName(
                hostname,
                lines.stream().map(line -> new HostLine(line).address()).toList(),
                cname.map(line -> CnameLine.of(line).target()),
                unadoptable(),
                lines.stream().map(HostLine::new).allMatch(this::isPlain)
                        && cname.filter(line -> !line.equals(CnameLine.of(
                                                hostname, CnameLine.of(line).target())
                                        .text()))
                                .isEmpty());
    }

    private boolean isPlain(HostLine line) {
        return new HostLine(IpAddress.normal(line.address()) + " " + hostname).isSameAs(line);
    }

    @Override
    public String key() {
        return hostname;
    }

    @Override
    public String fieldName(String path) {
        return switch (path) {
            case "lines" -> "records";
            case "cname" -> "alias";
            default -> path;
        };
    }

    @Override
    public String summary() {
        Stream<String> addresses = lines.stream().map(line -> new HostLine(line).address());
        Stream<String> target = cname.stream().map(line -> CnameLine.of(line).target());
        return hostname + " -> " + Stream.concat(addresses, target).collect(joining(", "));
    }

    /** An alias has no room for a mark. With addresses beside it, it is not as we would have written it. */
    @Override
    public Optional<String> ledgerValue() {
        return cname.map(line -> Stream.concat(lines.stream(), Stream.of(line)).collect(joining("\n")));
    }

    /** Returns whether it answers with an address. */
    boolean answers(String address) {
        return lines.stream().anyMatch(line -> IpAddress.same(new HostLine(line).address(), address));
    }

    /** A line of several names, or of a short one that only answers since {@code dns.expandHosts} is on, stays as it is. */
    @Override
    public Optional<String> unadoptable() {
        Stream<Line> all =
                Stream.concat(lines.stream().map(HostLine::new), cname.stream().map(CnameLine::of));
        return all.filter(line -> !line.names().equals(List.of(hostname)))
                .findFirst()
                .map(line -> "the line \"%s\" answers for other names, too; give this name an entry of its own first"
                        .formatted(line.text()));
    }
}
