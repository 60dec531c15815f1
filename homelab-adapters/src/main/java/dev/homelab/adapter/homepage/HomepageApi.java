// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.homepage;

import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.http.GET;

/** The part of Homepage's API that is used here; the same in all of v1. */
interface HomepageApi {

    /** Answers with the groups as pages show them. Reads the files at each call. */
    @GET("api/services")
    Call<ResponseBody> services();
}
