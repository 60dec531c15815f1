// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.planted;

import retrofit2.Retrofit;

/** Breaks a rule of the house on purpose. */
public final class SpeaksRetrofit {
    public @org.jspecify.annotations.Nullable Retrofit retrofit;
}
