// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.PUT;
import retrofit2.http.Path;
import retrofit2.http.Query;

/**
 * The part of Authentik's API v3 that we use, apart from the {@link ProviderApi}; the same from 2024.12 to 2026.8. Only fields that we judge are read, and
 * only fields that we mean are sent.
 */
interface AuthentikApi {

    @GET("admin/version/")
    Call<Version> version();

    /** Returns the user of the token. */
    @GET("core/users/me/")
    Call<Me> me();

    /** Whole for superusers only: of everyone else's list, what that user may not open is missing without a notice. */
    @GET("core/applications/?superuser_full_list=true&page_size=100")
    Call<Page<ApplicationRow>> applications(@Query("page") int page);

    /** Providers of every kind. */
    @GET("providers/all/?page_size=100")
    Call<Page<NamedRow>> providers(@Query("page") int page);

    /** Those to groups and users; what policies are bound to is much more, and takes the server seconds. */
    @GET("policies/bindings/?policy__isnull=true&page_size=100")
    Call<Page<BindingRow>> bindings(@Query("page") int page);

    @GET("core/groups/?include_users=false&page_size=100")
    Call<Page<NamedRow>> groups(@Query("page") int page);

    @GET("outposts/instances/?page_size=100")
    Call<Page<OutpostRow>> outposts(@Query("page") int page);

    @GET("outposts/instances/{uuid}/")
    Call<OutpostRow> outpost(@Path("uuid") String uuid);

    @GET("flows/instances/?page_size=100")
    Call<Page<FlowRow>> flows(@Query("slug") String slug, @Query("page") int page);

    /** Makes application, provider and bindings in one step, and only new ones. An answer of 200 may be a failure. */
    @PUT("core/transactional/applications/")
    Call<Applied> create(@Body Creation creation);

    /** What else a deletion would hit. */
    @GET("core/applications/{slug}/used_by/")
    Call<List<UseRow>> usesOf(@Path("slug") String slug);

    @POST("core/applications/")
    Call<ApplicationRow> createApplication(@Body Map<String, Object> application);

    @GET("core/applications/{slug}/")
    Call<ApplicationRow> application(@Path("slug") String slug);

    @PATCH("core/applications/{slug}/")
    Call<ApplicationRow> changeApplication(@Path("slug") String slug, @Body ApplicationFields application);

    @DELETE("core/applications/{slug}/")
    Call<Void> deleteApplication(@Path("slug") String slug);

    @POST("policies/bindings/")
    Call<BindingRow> createBinding(@Body BindingFields binding);

    @DELETE("policies/bindings/{pk}/")
    Call<Void> deleteBinding(@Path("pk") String pk);

    @PATCH("outposts/instances/{uuid}/")
    Call<OutpostRow> changeOutpost(@Path("uuid") String uuid, @Body OutpostFields outpost);

    /** One page of a list. */
    record Page<T>(Pagination pagination, List<T> results) {}

    /**
     * Where a page is.
     *
     * @param next the number of the next page, or 0
     * @param count how many rows there are on all pages
     */
    record Pagination(int next, int count) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Version(String versionCurrent) {}

    /** An answer without a user does not come from Authentik; it is reported as unreadable. */
    record Me(User user) {

        public Me {
            Objects.requireNonNull(user, "no user");
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record User(String username, boolean isSuperuser) {}

    record NamedRow(String pk, String name) {}

    record FlowRow(String pk, String slug) {}

    /**
     * An application.
     *
     * @param metaHide null before 2026.5
     * @param others all other fields, by the server's names
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record ApplicationRow(
            String pk,
            String name,
            String slug,
            @Nullable Integer provider,
            @Nullable ProviderSummary providerObj,
            String metaLaunchUrl,
            @Nullable Boolean metaHide,
            String metaPublisher,
            @Nullable String metaIcon,
            @Nullable String group,
            @JsonAnySetter Map<String, Object> others) {

        String icon() {
            return metaIcon == null ? "" : metaIcon;
        }

        String category() {
            return group == null ? "" : group;
        }

        boolean isHidden() {
            return metaHide == null ? metaLaunchUrl.equals(SignOn.NOWHERE) : metaHide;
        }
    }

    /** What an application shows of its provider, whatever kind that is. */
    @JsonNaming(SnakeCaseStrategy.class)
    record ProviderSummary(String name, String metaModelName) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record BindingRow(
            String pk,
            String target,
            @Nullable String group,
            @Nullable NamedRow groupObj,
            int order,
            boolean negate,
            boolean enabled,
            int timeout,
            boolean failureResult) {}

    /** Something that uses something else. */
    @JsonNaming(SnakeCaseStrategy.class)
    record UseRow(String modelName, String pk, String name) {}

    record OutpostRow(String pk, String name, @Nullable String managed, List<Integer> providers) {}

    record Applied(boolean applied) {}

    /** What {@link #create} makes. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Creation(
            Map<String, Object> app,
            String providerModel,
            Map<String, Object> provider,
            List<BindingFields> policyBindings) {}

    /**
     * The fields of an application.
     *
     * @param metaHide passed over before 2026.5
     * @param metaIcon passed over before 2025.12
     * @param provider which guards it; null, which is sent, for none
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record ApplicationFields(
            String name,
            String slug,
            String metaLaunchUrl,
            boolean metaHide,
            String metaPublisher,
            String metaIcon,
            String group,
            @Nullable Integer provider) {

        /** Returns the same by the server's names, for an application that is not linked. */
        Map<String, Object> unlinked() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", name);
            fields.put("slug", slug);
            fields.put("meta_launch_url", metaLaunchUrl);
            fields.put("meta_hide", metaHide);
            fields.put("meta_publisher", metaPublisher);
            fields.put("meta_icon", metaIcon);
            fields.put("group", group);
            return fields;
        }
    }

    /**
     * The fields of a binding.
     *
     * @param target the application; null within a {@link Creation}
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BindingFields(
            @Nullable String target,
            String group,
            int order,
            boolean negate,
            boolean enabled,
            int timeout,
            boolean failureResult) {}

    record OutpostFields(List<Integer> providers) {}
}
