// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListenerTest {

    @Test
    void whatSsShowsIsRead() {
        assertThat(Listener.parse("""
                        udp   UNCONN 0      0      127.0.0.53%lo:53        0.0.0.0:*    users:(("systemd-resolve",pid=612,fd=13))
                        tcp   LISTEN 0      128          0.0.0.0:22        0.0.0.0:*
                        tcp   LISTEN 0      511                *:80              *:*    users:(("nginx",pid=7,fd=6),("nginx",pid=8,fd=6))
                        tcp   LISTEN 0      128             [::]:22           [::]:*
                        """))
                .containsExactly(
                        new Listener("127.0.0.53", 53, "udp", Optional.of("systemd-resolve")),
                        new Listener("0.0.0.0", 22, "tcp", Optional.empty()),
                        new Listener("", 80, "tcp", Optional.of("nginx")),
                        new Listener("[::]", 22, "tcp", Optional.empty()));
    }

    @Test
    void anythingElseIsPassedOver() {
        assertThat(Listener.parse("sh: ss: not found\nNetid State Recv-Q Send-Q Local\n"))
                .isEmpty();
    }
}
