// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Check.PortOpens;
import dev.homelab.provision.CheckResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Test;

class PortProbeTest {

    @Test
    void aPortThatTakesConnectionsIsGood() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(PortProbe.look(port(server.getLocalPort())).good()).isTrue();
        }
    }

    @Test
    void aPortThatTakesNoneIsAProblem() throws IOException {
        int free;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = server.getLocalPort();
        }

        CheckResult result = PortProbe.look(port(free));

        assertThat(result.good()).isFalse();
        assertThat(VisitorProblems.of(new TargetCheck("proxy", port(free)), result))
                .get()
                .extracting(Problem::summary)
                .isEqualTo("port does not answer");
    }

    private static PortOpens port(int number) {
        return new PortOpens(ServiceName.of("films"), URI.create("tcp://127.0.0.1:" + number));
    }
}
