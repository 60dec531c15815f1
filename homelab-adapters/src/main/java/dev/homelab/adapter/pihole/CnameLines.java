// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The array {@code dns.cnameRecords}. Pure: a change gives another one.
 *
 * <p>No line says whose it is. A change takes away the line that it says was there, and none else.
 *
 * @param lines in Pi-hole's order
 */
record CnameLines(List<CnameLine> lines) {

    static CnameLines of(List<String> texts) {
        return new CnameLines(texts.stream().map(CnameLine::new).toList());
    }

    List<String> texts() {
        return lines.stream().map(CnameLine::text).toList();
    }

    /** Returns the aliases of all lines. */
    Stream<String> names() {
        return lines.stream().flatMap(line -> line.names().stream());
    }

    /** Returns the line for an alias; dnsmasq takes no second one. */
    Optional<CnameLine> of(String alias) {
        return lines.stream().filter(line -> line.isFor(alias)).findFirst();
    }

    /** Returns the lines for an alias that are not the one a picture shows. */
    List<CnameLine> others(String alias, Optional<Observed<HostRecord>> picture) {
        List<CnameLine> shown = pictured(picture);
        return lines.stream()
                .filter(line -> line.isFor(alias) && shown.stream().noneMatch(line::isSameAs))
                .toList();
    }

    /** Returns the array after a change. */
    CnameLines with(Change<HostRecord> change) {
        List<CnameLine> gone = pictured(change.before());
        return new CnameLines(Line.replace(
                lines,
                pictured(change.after()),
                line -> !line.isShared() && gone.stream().anyMatch(line::isSameAs)));
    }

    private static List<CnameLine> pictured(Optional<Observed<HostRecord>> picture) {
        return picture.flatMap(seen -> seen.resource().cname()).map(CnameLine::new).stream()
                .toList();
    }
}
