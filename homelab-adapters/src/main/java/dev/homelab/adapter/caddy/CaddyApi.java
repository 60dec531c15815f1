// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

import com.fasterxml.jackson.databind.JsonNode;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.POST;

/** The part of Caddy's admin API that is used here (v2.6 to v2.11). */
interface CaddyApi {

    /** Returns all that is in force, as JSON; {@code null} if nothing is. */
    @GET("config/")
    Call<JsonNode> config();

    /** Makes JSON of a Caddyfile, and changes nothing. What it imports is read where Caddy runs. */
    @POST("adapt")
    Call<JsonNode> adapt(@Body RequestBody caddyfile);

    /** Puts a Caddyfile in force in the place of all that is; or nothing of it if something is wrong with it. */
    @POST("load")
    Call<ResponseBody> load(@Body RequestBody caddyfile);
}
