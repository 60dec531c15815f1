// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import retrofit2.Call;
import retrofit2.http.GET;

/** The part of Traefik's read-only API that is used here (v3.0 to v3.7.9). */
interface TraefikApi {

    /** Returns all that is in force: {@code routers}, {@code middlewares} and {@code services} by qualified name. */
    @GET("api/rawdata")
    Call<JsonNode> rawData();

    @GET("api/entrypoints")
    Call<List<EntryPoint>> entryPoints();

    @GET("api/version")
    Call<Version> version();

    /**
     * Which Traefik it is.
     *
     * @param version such as {@code 3.7.15}
     */
    record Version(@JsonProperty("Version") String version) {

        private static final Pattern RELEASE = Pattern.compile("v?(\\d{1,6})\\.(\\d{1,3})");

        /** Returns whether it may know more keys than a release, such as {@code 3.7}; so may one that is built by hand. */
        boolean isLaterThan(String release) {
            return number(version) > number(release);
        }

        private static int number(String release) {
            Matcher numbers = RELEASE.matcher(release);
            return numbers.lookingAt()
                    ? Integer.parseInt(numbers.group(1)) * 1000 + Integer.parseInt(numbers.group(2))
                    : Integer.MAX_VALUE;
        }
    }

    /**
     * A port that Traefik listens on.
     *
     * @param name by which routers refer to it
     */
    record EntryPoint(String name) {}
}
