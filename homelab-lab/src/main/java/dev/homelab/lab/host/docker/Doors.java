// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import dev.homelab.lab.host.compose.PortSpec;
import java.net.URI;

/** Is told which published ports of a host answer, and where in this process. */
public interface Doors {

    void open(PortSpec port, URI where);

    void close(PortSpec port);
}
