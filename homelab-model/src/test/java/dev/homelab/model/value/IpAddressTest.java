// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.inventory.Host;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    @ParameterizedTest
    @CsvSource({
        "::1, ::1",
        "0:0:0:0:0:0:0:1, ::1",
        "0000::0001, ::1",
        "::, ::",
        "0:0:0:0:0:0:0:0, ::",
        "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "fe80::, fe80::",
        "1::, 1::",
        "::ffff:192.0.2.1, ::ffff:c000:201",
        "1:2:3:4:5:6:192.0.2.1, 1:2:3:4:5:6:c000:201",
        "192.0.2.1, 192.0.2.1",
        "nas.home.arpa, nas.home.arpa"
    })
    void anAddressHasOneUsualSpelling(String text, String usual) {
        assertThat(IpAddress.normal(text)).isEqualTo(usual);
        assertThat(IpAddress.same(text, usual)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":::",
                "1::2::3",
                "::g",
                "12345::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8",
                "nas:22",
                "192.0.2.1::",
                "::192.0.2.1:1",
                "::192.0.2.300",
                "fe80::1%eth0",
                "[::1]"
            })
    void whatIsNoAddressOfIpv6StaysAsItIs(String text) {
        assertThat(IpAddress.isIpv6(text)).isFalse();
        assertThat(IpAddress.normal(text)).isEqualTo(text);
        assertThat(IpAddress.inUrl(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "'', ::1, true",
        "'', 192.0.2.1, true",
        "0.0.0.0, 192.0.2.1, true",
        "0.0.0.0, ::1, false",
        "0.0.0.0, ::, false",
        "::, 2001:db8::1, true",
        "0:0::0, 2001:db8::1, true",
        "::1, 0:0:0:0:0:0:0:1, true",
        "::1, ::2, false",
        "192.0.2.1, 192.0.2.2, false"
    })
    void addressesOfOneMachineMeetByFamily(String one, String other, boolean meet) {
        assertThat(IpAddress.meet(one, other)).isEqualTo(meet);
        assertThat(IpAddress.meet(other, one)).isEqualTo(meet);
    }

    @Test
    void loopbackIsWhatItMeans() {
        assertThat(IpAddress.isLoopback("::0001")).isTrue();
        assertThat(IpAddress.isLoopback("127.3.2.1")).isTrue();
        assertThat(IpAddress.isLoopback("127.home.arpa")).isFalse();
        assertThat(IpAddress.isLoopback("::2")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7, 22",
        "nas:2222, nas, 2222",
        "::1, ::1, 22",
        "2001:db8::1:22, 2001:db8::1:22, 22",
        "[::1], ::1, 22",
        "[::1]:2222, ::1, 2222"
    })
    void sshIsReachedAtAnAddressAndAPort(String text, String address, int port) {
        Host host = new Host(
                "nas",
                Optional.empty(),
                Optional.of(Host.Ssh.of(text)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        assertThat(host.sshAddress()).isEqualTo(address);
        assertThat(host.sshPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @CsvSource({
        "8080:80, '', 8080, 80, tcp",
        "192.0.2.7:8080:80, 192.0.2.7, 8080, 80, tcp",
        "[::1]:8080:80, ::1, 8080, 80, tcp",
        "[2001:db8::7]:53:5353/udp, 2001:db8::7, 53, 5353, udp"
    })
    void aPortMappingHasAnAddressOfEitherFamily(String text, String address, int host, int container, String protocol) {
        PortMapping port = PortMapping.of(text);

        assertThat(port.isWellFormed()).isTrue();
        assertThat(port.address()).isEqualTo(address);
        assertThat(port.hostPort()).isEqualTo(host);
        assertThat(port.containerPort()).isEqualTo(container);
        assertThat(port.protocol()).isEqualTo(protocol);
        assertThat(port.isFixed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "8000-8010:9000-9010, '', 9003, 8003",
        "[::1]:8000-8010:9000-9010/udp, ::1, 9010, 8010",
        "192.0.2.7:80:80, 192.0.2.7, 80, 80",
        "80:80, '', 81, ",
        "8080, '', 8080, ",
        "8080/udp, '', 8080, ",
        "9000-9003, '', 9001, ",
        "8000-8010:80, '', 80, ",
        "192.0.2.7::80, 192.0.2.7, 80, ",
        "[::1]::80, ::1, 80, "
    })
    void aPortOfTheHostIsKnownUnlessDockerChoosesIt(String text, String address, int container, Integer host) {
        PortMapping port = PortMapping.of(text);

        assertThat(port.isWellFormed()).isTrue();
        assertThat(port.hasFittingRanges()).isTrue();
        assertThat(port.address()).isEqualTo(address);
        assertThat(port.hostPortOf(container)).isEqualTo(Optional.ofNullable(host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "65536",
                "80:",
                ":80",
                "192.0.2.7:80",
                "[::1]:80",
                "::1:80:80",
                "80-:80",
                "-90",
                "a:80",
                "80:80/sctp"
            })
    void whatIsNoPortIsRefused(String text) {
        assertThat(PortMapping.of(text).isWellFormed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8000-8010:9000-9009", "8010-8000:80", "80:90-80", "80:80-81", "90-80"})
    void rangesThatDoNotFitAreKnown(String text) {
        assertThat(PortMapping.of(text).isWellFormed()).isTrue();
        assertThat(PortMapping.of(text).hasFittingRanges()).isFalse();
    }
}
