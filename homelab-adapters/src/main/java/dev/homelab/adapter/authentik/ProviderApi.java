// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.homelab.adapter.authentik.AuthentikApi.Page;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.Path;
import retrofit2.http.Query;

/** The part of Authentik's API v3 that is about providers and what they point at. */
interface ProviderApi {

    @GET("providers/proxy/?page_size=100")
    Call<Page<ProxyRow>> proxies(@Query("page") int page);

    /** Shows proxy providers, too, which the server makes out of OAuth2 providers. */
    @GET("providers/oauth2/?page_size=100")
    Call<Page<OAuth2Row>> oauth2(@Query("page") int page);

    @GET("providers/saml/?page_size=100")
    Call<Page<SamlRow>> saml(@Query("page") int page);

    @GET("propertymappings/provider/scope/?page_size=100")
    Call<Page<MappingRow>> scopes(@Query("page") int page);

    @POST("propertymappings/provider/scope/")
    Call<MappingRow> createScope(@Body ScopeFields scope);

    @GET("propertymappings/provider/saml/?page_size=100")
    Call<Page<MappingRow>> samlMappings(@Query("page") int page);

    @GET("crypto/certificatekeypairs/?has_key=true&page_size=100")
    Call<Page<AuthentikApi.NamedRow>> keys(@Query("page") int page);

    @POST("providers/{kind}/")
    Call<Made> create(@Path("kind") String kind, @Body Map<String, Object> fields);

    @PATCH("providers/{kind}/{pk}/")
    Call<Made> change(@Path("kind") String kind, @Path("pk") int pk, @Body Map<String, Object> fields);

    @GET("providers/{kind}/{pk}/used_by/")
    Call<List<AuthentikApi.UseRow>> usesOf(@Path("kind") String kind, @Path("pk") int pk);

    @GET("providers/{kind}/{pk}/")
    Call<AnyRow> one(@Path("kind") String kind, @Path("pk") int pk);

    @DELETE("providers/{kind}/{pk}/")
    Call<Void> delete(@Path("kind") String kind, @Path("pk") int pk);

    /** A provider of whatever kind, as far as it does not matter which. */
    record AnyRow(@JsonAnySetter Map<String, Object> others) {}

    /** What the server answers to what was made or changed. */
    record Made(int pk) {}

    /**
     * A proxy provider.
     *
     * @param others all other fields, by the server's names
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record ProxyRow(
            int pk,
            String name,
            String mode,
            String externalHost,
            @Nullable String internalHost,
            @JsonAnySetter Map<String, Object> others) {}

    /**
     * An OAuth2 provider, with its secret in the clear: nothing but {@link ProviderReader} may see it.
     *
     * @param grantTypes null before 2026.5
     * @param others all other fields, by the server's names
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record OAuth2Row(
            int pk,
            String name,
            String clientType,
            String clientId,
            @Nullable String clientSecret,
            List<RedirectRow> redirectUris,
            @Nullable List<String> grantTypes,
            List<String> propertyMappings,
            @Nullable String signingKey,
            String subMode,
            String issuerMode,
            @JsonAnySetter Map<String, Object> others) {

        @Override
        public String toString() {
            return "OAuth2Row[" + pk + "]";
        }
    }

    /**
     * An address that visitors may be sent to.
     *
     * @param redirectUriType null before 2026.5
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record RedirectRow(
            String matchingMode, String url, @Nullable String redirectUriType) {}

    /**
     * A SAML provider.
     *
     * @param issuer null since 2026.5
     * @param issuerOverride null before 2026.5
     * @param others all other fields, by the server's names
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record SamlRow(
            int pk,
            String name,
            String acsUrl,
            String audience,
            String spBinding,
            @Nullable String issuer,
            @Nullable String issuerOverride,
            List<String> propertyMappings,
            @Nullable String signingKp,
            boolean signAssertion,
            boolean signResponse,
            @JsonAnySetter Map<String, Object> others) {}

    /**
     * What is sent about visitors.
     *
     * @param managed its name on every server; null for one that a person made
     * @param name unique on this server
     */
    record MappingRow(String pk, @Nullable String managed, String name) {}

    /** A mapping that says what a scope is about. */
    @JsonNaming(SnakeCaseStrategy.class)
    record ScopeFields(String name, String scopeName, String expression, String description) {}
}
