// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.discord;

import com.fasterxml.jackson.annotation.JsonProperty;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.Query;
import retrofit2.http.Url;

/** The two calls of a webhook, as Discord's API v10 has them. */
interface DiscordApi {

    /** Answers with the message only if asked to wait for it. */
    @POST
    Call<Sent> post(@Url String webhook, @Query("wait") boolean wait, @Body DiscordMessage message);

    @PATCH
    Call<Sent> edit(@Url String message, @Body DiscordMessage text);

    /** A message that was sent. */
    record Sent(String id) {}

    /**
     * The answer to one message too many.
     *
     * @param retryAfter in seconds
     */
    record TooMany(@JsonProperty("retry_after") double retryAfter) {}
}
