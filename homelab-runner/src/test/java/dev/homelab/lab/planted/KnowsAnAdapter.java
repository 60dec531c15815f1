// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.planted;

import dev.homelab.adapter.pihole.PiholeAdapter;

/** Breaks a rule of the house on purpose. */
public final class KnowsAnAdapter {
    public @org.jspecify.annotations.Nullable PiholeAdapter adapter;
}
