// SPDX-License-Identifier: Apache-2.0
package dev.homelab.spi.planted;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.adapter.pihole.PiholeAdapter;

/** Breaks two rules of the house on purpose. */
public final class KnowsAnAdapter {
    public @org.jspecify.annotations.Nullable PiholeAdapter adapter;
    public @org.jspecify.annotations.Nullable JsonNode json;
}
