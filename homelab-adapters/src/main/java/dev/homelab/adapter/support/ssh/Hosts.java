// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

/** The hosts of a homelab, by their names in the inventory. */
public interface Hosts extends AutoCloseable {

    /** Returns a host of the inventory; connects to nothing yet. */
    RemoteHost host(String name);

    @Override
    void close();
}
