// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import dev.homelab.provision.Check.PortOpens;
import dev.homelab.provision.CheckResult;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Connects over TCP, as a visitor does, and says nothing. */
final class PortProbe {

    private static final int LIMIT_MILLIS = 5_000;

    private PortProbe() {}

    static CheckResult look(PortOpens port) {
        String expectation = "takes connections at " + port.place().getAuthority();
        String host = port.place().getHost().replaceAll("[\\[\\]]", "");
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port.place().getPort()), LIMIT_MILLIS);
            return new CheckResult(expectation, true, "connected");
        } catch (IOException e) {
            return new CheckResult(expectation, false, "no connection: " + e.getMessage());
        }
    }
}
