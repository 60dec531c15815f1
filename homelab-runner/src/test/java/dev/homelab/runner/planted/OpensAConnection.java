// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.planted;

import java.net.Socket;

/** Breaks a rule of the house on purpose. */
public final class OpensAConnection {
    public @org.jspecify.annotations.Nullable Socket socket;
}
