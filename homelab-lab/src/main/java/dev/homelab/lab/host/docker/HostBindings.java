// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import dev.homelab.lab.host.compose.PortSpec;
import java.net.URI;

/** What containers have of their host: published ports that answer, and where in this process, and paths that are mounted. */
public interface HostBindings {

    void open(PortSpec port, URI where);

    void close(PortSpec port);

    /** Returns whether there is something at a path of the host. */
    boolean exists(String path);

    /** Creates an empty folder where a container mounts a path of the host that does not exist. */
    void mount(String path);
}
