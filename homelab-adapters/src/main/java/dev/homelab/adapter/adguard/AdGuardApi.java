// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.adguard;

import java.util.List;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.POST;

/** The part of AdGuard Home's API that we use. */
interface AdGuardApi {

    @GET("rewrite/list")
    Call<List<Row>> rewrites();

    /** Adds one even if the same is there already. */
    @POST("rewrite/add")
    Call<Void> add(@Body Row row);

    /** Deletes all with this domain and this answer, enabled or not; that there is none is no error. */
    @POST("rewrite/delete")
    Call<Void> delete(@Body Row row);

    /** Says whether rewrites are in force at all; 404 in releases that know no such switch. */
    @GET("rewrite/settings")
    Call<Switch> settings();

    /**
     * One rewrite.
     *
     * @param domain in lower case
     * @param answer an address, a name, or {@code A} or {@code AAAA} for what the upstream server answers
     * @param enabled absent before release 0.107.68, where all are
     */
    record Row(String domain, String answer, @Nullable Boolean enabled) {

        boolean isEnabled() {
            return !Boolean.FALSE.equals(enabled);
        }
    }

    /** A switch of the server. */
    record Switch(@Nullable Boolean enabled) {}
}
