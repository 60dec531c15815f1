// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.rfc2136;

import static java.util.stream.Collectors.joining;

import dev.homelab.adapter.support.name.WantedName;
import dev.homelab.provision.Resource;
import java.util.List;
import java.util.stream.Stream;

/**
 * One name of a zone with its addresses, or with what it is an alias of. Its records of other types are none of ours.
 *
 * @param hostname in lower case, without a dot at the end
 * @param records sorted, as {@code TTL TYPE VALUE}, such as {@code 300 A 192.0.2.20}
 */
public record ZoneName(String hostname, List<String> records) implements Resource {

    public ZoneName {
        records = records.stream().distinct().sorted().toList();
    }

    /** Returns what a definition asks for. */
    static ZoneName of(WantedName name, int ttl) {
        Stream<String> addresses =
                name.addresses().stream().map(address -> (address.contains(":") ? " AAAA " : " A ") + address);
        Stream<String> alias = name.alias().stream().map(target -> " CNAME " + target);
        return new ZoneName(
                name.hostname().value(),
                Stream.concat(addresses, alias).map(rest -> ttl + rest).toList());
    }

    @Override
    public String key() {
        return hostname;
    }

    @Override
    public String summary() {
        return hostname + " -> "
                + records.stream().map(record -> record.split(" ", 3)[2]).collect(joining(", "));
    }

    boolean isAlias() {
        return records.stream().anyMatch(record -> record.split(" ", 3)[1].equals("CNAME"));
    }
}
