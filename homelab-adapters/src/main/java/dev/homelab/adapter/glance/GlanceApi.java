// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.http.GET;

/** The part of Glance's API that is used here (v0.8.4). */
interface GlanceApi {

    /** Answers once it serves pages; it asks for no sign-in. */
    @GET("api/healthz")
    Call<ResponseBody> healthz();
}
