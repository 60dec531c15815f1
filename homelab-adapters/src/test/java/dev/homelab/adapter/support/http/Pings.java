// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.http;

import java.util.Map;
import retrofit2.Call;
import retrofit2.http.GET;

/** The smallest API there is. */
public interface Pings {

    @GET("ping")
    Call<Map<String, String>> ping();
}
