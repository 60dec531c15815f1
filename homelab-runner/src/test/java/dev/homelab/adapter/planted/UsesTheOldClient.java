// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.planted;

import okhttp3.OkHttpClient;

/** Breaks a rule of the house on purpose. */
public final class UsesTheOldClient {
    public @org.jspecify.annotations.Nullable OkHttpClient client;
}
