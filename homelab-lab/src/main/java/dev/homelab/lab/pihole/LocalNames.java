// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.pihole;

import dev.homelab.lab.dns.DnsRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What dnsmasq knows from Pi-hole's lines. Names are compared without regard to case, as DNS does. */
final class LocalNames {

    private static final int LONGEST_CHAIN = 8;

    private final List<HostLine> hosts;
    private final List<CnameLine> cnames;

    private final Optional<String> domain;

    /**
     * @param domain what short names answer with, too; empty if they do not
     */
    LocalNames(List<String> hostLines, List<String> cnameLines, Optional<String> domain) {
        this.domain = domain;
        hosts = hostLines.stream()
                .map(HostLine::parse)
                .filter(line -> HostLine.isIpv4(line.address()) || HostLine.isIpv6(line.address()))
                .filter(line -> !line.names().isEmpty())
                .toList();
        cnames = cnameLines.stream().map(CnameLine::parse).toList();
    }

    /** Returns whether any record, of whatever type, has this name. */
    boolean knows(String name) {
        return cname(name).isPresent() || hosts.stream().anyMatch(line -> answersFor(line, name));
    }

    /** Returns the records of one type, with the CNAMEs that lead to them; an unknown target ends the chain. */
    List<DnsRecord> find(String name, int type) {
        List<DnsRecord> found = new ArrayList<>();
        String current = name;
        Optional<CnameLine> cname = cname(current);
        while (cname.isPresent() && found.size() < LONGEST_CHAIN) {
            String target = cname.get().target();
            found.add(new DnsRecord(current, DnsRecord.CNAME, cname.get().ttl(), target));
            current = target;
            cname = type == DnsRecord.CNAME ? Optional.empty() : cname(current);
        }
        found.addAll(addresses(current, type));
        return found;
    }

    /** Returns the name of an address: the first one of its first line. */
    Optional<String> nameOf(String address) {
        return hosts.stream()
                .filter(line -> line.address().equals(address))
                .findFirst()
                .map(line -> line.names().get(0));
    }

    private boolean answersFor(HostLine line, String name) {
        return hasName(line.names(), name)
                || domain.filter(suffix -> line.names().stream()
                                .anyMatch(one -> one.indexOf('.') < 0 && name.equalsIgnoreCase(one + "." + suffix)))
                        .isPresent();
    }

    private List<DnsRecord> addresses(String name, int type) {
        return hosts.stream()
                .filter(line -> answersFor(line, name))
                .filter(line -> type == DnsRecord.ANY || type == typeOf(line))
                .map(line -> new DnsRecord(name, typeOf(line), 0, line.address()))
                .distinct()
                .toList();
    }

    private Optional<CnameLine> cname(String name) {
        return cnames.stream().filter(line -> hasName(line.aliases(), name)).findFirst();
    }

    private static int typeOf(HostLine line) {
        return HostLine.isIpv4(line.address()) ? DnsRecord.A : DnsRecord.AAAA;
    }

    private static boolean hasName(List<String> names, String name) {
        return names.stream().anyMatch(name::equalsIgnoreCase);
    }
}
