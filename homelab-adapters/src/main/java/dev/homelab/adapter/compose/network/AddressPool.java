// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A range of addresses from which Docker gives each network a part. Pure.
 *
 * @param base the whole range
 * @param bits of the part that one network gets
 */
record AddressPool(Subnet base, int bits) {

    /** What Docker has by default. */
    static final List<AddressPool> USUAL = Stream.concat(
                    IntStream.rangeClosed(17, 31).mapToObj(number -> pool("172." + number + ".0.0/16", 16)),
                    Stream.of(pool("192.168.0.0/16", 20)))
            .toList();

    private static final Pattern WRITTEN = Pattern.compile("\"Base\":\"([^\"]+)\",\"Size\":(\\d+)");

    /** Reads {@code [{"Base":"172.24.0.0/13","Size":26}]}; the usual ones when there are none, as in {@code null}. */
    static List<AddressPool> parse(String json) {
        List<AddressPool> pools = new ArrayList<>();
        Matcher written = WRITTEN.matcher(json.replaceAll("\\s", ""));
        while (written.find()) {
            int bits = Integer.parseInt(written.group(2));
            Subnet.parse(written.group(1))
                    .filter(base -> base.bits() <= bits)
                    .ifPresent(base -> pools.add(new AddressPool(base, bits)));
        }
        return pools.isEmpty() ? USUAL : pools;
    }

    /** Returns how many networks it has parts for. */
    long parts() {
        return 1L << (bits - base.bits());
    }

    /** Returns for how many it has when some addresses are taken. */
    long partsBeside(Collection<Subnet> taken) {
        long gone =
                taken.stream().filter(base::overlaps).mapToLong(this::partsIn).sum();
        return Math.max(0, parts() - gone);
    }

    private long partsIn(Subnet taken) {
        if (taken.bits() >= bits) {
            return 1;
        }
        return 1L << (bits - Math.max(taken.bits(), base.bits()));
    }

    private static AddressPool pool(String base, int bits) {
        return new AddressPool(Subnet.parse(base).orElseThrow(), bits);
    }
}
