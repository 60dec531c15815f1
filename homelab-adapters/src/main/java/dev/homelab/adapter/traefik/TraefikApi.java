// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import retrofit2.Call;
import retrofit2.http.GET;

/** The part of Traefik's read-only API that is used here (v3.0 to v3.7.9). */
interface TraefikApi {

    /** Returns all that is in force: {@code routers}, {@code middlewares} and {@code services} by qualified name. */
    @GET("api/rawdata")
    Call<JsonNode> rawData();

    @GET("api/entrypoints")
    Call<List<EntryPoint>> entryPoints();

    /**
     * A port that Traefik listens on.
     *
     * @param name by which routers refer to it
     */
    record EntryPoint(String name) {}
}
