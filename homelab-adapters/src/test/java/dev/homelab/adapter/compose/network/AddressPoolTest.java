// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AddressPoolTest {

    @Test
    void dockerHasRoomForAbout30UnlessItIsToldOtherwise() {
        assertThat(parts("null")).isEqualTo(31);
        assertThat(parts("")).isEqualTo(31);
        assertThat(parts("[]")).isEqualTo(31);
    }

    @Test
    void poolsOfOnesOwnCountByTheirBaseAndSize() {
        assertThat(parts("[{\"Base\":\"172.24.0.0/13\",\"Size\":26}]")).isEqualTo(8192);
        assertThat(parts("[ {\"Base\": \"10.0.0.0/24\", \"Size\": 24}, {\"Base\":\"10.1.0.0/16\",\"Size\":20} ]"))
                .isEqualTo(17);
        assertThat(parts("[{\"Base\":\"fd00::/48\",\"Size\":64},{\"Base\":\"10.1.0.0/16\",\"Size\":20}]"))
                .isEqualTo(16);
    }

    @Test
    void whatIsTakenIsWhateverOverlapsHoweverLarge() {
        String pool = "[{\"Base\":\"10.1.0.0/16\",\"Size\":20}]";

        assertThat(left(pool)).isEqualTo(16);
        assertThat(left(pool, "10.1.16.0/20", "10.1.32.8/29")).isEqualTo(14);
        assertThat(left(pool, "10.1.128.0/17")).isEqualTo(8);
        assertThat(left(pool, "10.0.0.0/8")).isZero();
        assertThat(left(pool, "10.2.0.0/16", "192.168.0.0/20", "fd00::/64", "")).isEqualTo(16);
    }

    private static long parts(String json) {
        return AddressPool.parse(json).stream().mapToLong(AddressPool::parts).sum();
    }

    private static long left(String json, String... taken) {
        List<Subnet> subnets =
                Stream.of(taken).flatMap(text -> Subnet.parse(text).stream()).toList();
        return AddressPool.parse(json).stream()
                .mapToLong(pool -> pool.partsBeside(subnets))
                .sum();
    }
}
