// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import java.io.IOException;
import net.schmizz.sshj.SSHClient;

/** How a connection gets to a host: straight, or through another one. */
@FunctionalInterface
interface SshRoute {

    /** Connects, as far as both have agreed on keys. */
    void connect(SSHClient client, String address, int port) throws IOException;

    static SshRoute straight() {
        return SSHClient::connect;
    }
}
