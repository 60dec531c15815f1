// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.support.file.YamlDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPortTest {

    @Test
    void portsOfAFileHaveAddressesOfBothFamilies() {
        String text = """
                services:
                  server:
                    ports: ["8080:80", "192.0.2.7:8081:80", "[2001:DB8:0:0::7]:53:53/udp"]
                """;

        assertThat(HostPort.of(YamlDocument.of(text)))
                .containsExactly(
                        new HostPort("", 8080, "tcp"),
                        new HostPort("192.0.2.7", 8081, "tcp"),
                        new HostPort("2001:db8::7", 53, "udp"));
    }

    /** As programs are shown by ss, and ports by docker ps of now and of before. */
    @ParameterizedTest
    @CsvSource({
        "'', [::1], true",
        "'', 127.0.0.1, true",
        "0.0.0.0, [::], false",
        "0.0.0.0, [::1], false",
        "::, [::1], true",
        "[::], 2001:db8::1, true",
        "::1, [0:0:0:0:0:0:0:1], true",
        "::1, ::2, false"
    })
    void portsClashByWhatAddressesMean(String one, String other, boolean clash) {
        assertThat(new HostPort(one, 53, "udp").clashesWith(new HostPort(other, 53, "udp")))
                .isEqualTo(clash);
    }
}
