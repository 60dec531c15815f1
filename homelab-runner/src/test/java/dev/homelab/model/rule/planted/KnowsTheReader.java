// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.planted;

import dev.homelab.model.io.planted.FakeReader;

/** Breaks a rule of the house on purpose. */
public final class KnowsTheReader {
    public @org.jspecify.annotations.Nullable FakeReader reader;
}
