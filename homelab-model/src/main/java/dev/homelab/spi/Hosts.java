// SPDX-License-Identifier: Apache-2.0
package dev.homelab.spi;

/** The hosts of a homelab, by their names in the inventory. The run closes their connections; adapters do not. */
public interface Hosts extends AutoCloseable {

    /** Returns a host of the inventory; connects to nothing yet. */
    RemoteHost host(String name);

    @Override
    void close();
}
