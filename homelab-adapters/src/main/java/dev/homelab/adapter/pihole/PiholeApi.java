// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.Query;

/** The part of FTL's API that we use; the same since v6.0. */
interface PiholeApi {

    @POST("auth")
    Call<SignIn> signIn(@Body Map<String, String> password);

    @GET("auth")
    Call<SignIn> signedIn();

    @DELETE("auth")
    Call<Void> signOut();

    @GET("config/dns?detailed=true")
    Call<JsonNode> dns();

    @GET("config/misc/readOnly")
    Call<JsonNode> readOnly();

    @GET("config/webserver/api/app_sudo")
    Call<JsonNode> appSudo();

    @GET("config/webserver/api/allow_destructive")
    Call<JsonNode> allowDestructive();

    /** Answers with the whole configuration, which is not needed. {@code restart} is known since FTL v6.3. */
    @PATCH("config")
    Call<Void> change(
            @Body Map<String, Map<String, Map<String, List<String>>>> config,
            @Query("restart") @Nullable Boolean restart);

    @POST("action/restartdns")
    Call<Void> restart();

    /** What FTL says of a sign-in, well or not. */
    record SignIn(Ticket session) {}

    /**
     * A session.
     *
     * @param valid whether it may be used
     * @param sid to be shown at every call; absent where no password is set
     * @param message why
     */
    record Ticket(
            boolean valid, @Nullable String sid, @Nullable String message) {

        boolean isOfApplication() {
            return message != null && message.startsWith("app-password");
        }
    }
}
