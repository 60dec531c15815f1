// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What a fresh Authentik has before its first change. */
final class Seeds {

    static final String EMBEDDED = "goauthentik.io/outposts/embedded";
    static final String ADMINS = "authentik Admins";
    static final String SIGN_IN_FLOW = "default-authentication-flow";
    static final String CONSENT_FLOW = "default-provider-authorization-implicit-consent";
    static final String INVALIDATION_FLOW = "default-provider-invalidation-flow";

    private static final Map<String, String> EXPRESSIONS = Map.of("email", """
            return {
                "email": request.user.email,
                "email_verified": False
            }""", "ak_proxy", """
            # This mapping is used by the authentik proxy. It passes extra user attributes,
            # which are used for example for the HTTP-Basic Authentication mapping.
            return {
                "ak_proxy": {
                    "user_attributes": request.user.group_attributes(request),
                    "is_superuser": request.user.is_superuser,
                }
            }""");

    private final Directory directory;

    Seeds(Directory directory) {
        this.directory = directory;
    }

    void plant() {
        flow(SIGN_IN_FLOW, "Welcome to authentik!", "authentication");
        flow("default-invalidation-flow", "Logout", "invalidation");
        flow("default-provider-authorization-explicit-consent", "Authorize Application", "authorization");
        flow(CONSENT_FLOW, "Authorize Application", "authorization");
        flow(INVALIDATION_FLOW, "Logged out of application", "invalidation");
        scope("goauthentik.io/providers/oauth2/scope-openid", "openid", "OpenID 'openid'", "");
        scope("goauthentik.io/providers/oauth2/scope-email", "email", "OpenID 'email'", "Email address");
        scope(
                "goauthentik.io/providers/oauth2/scope-profile",
                "profile",
                "OpenID 'profile'",
                "General Profile Information");
        scope(
                "goauthentik.io/providers/oauth2/scope-offline_access",
                "offline_access",
                "OpenID 'offline_access'",
                "Access to request new tokens without interaction");
        scope(
                "goauthentik.io/providers/oauth2/scope-entitlements",
                "entitlements",
                "Application Entitlements",
                "Application entitlements");
        scope(
                "goauthentik.io/providers/oauth2/scope-authentik_api",
                "goauthentik.io/api",
                "authentik API access",
                "authentik API Access on behalf of your user");
        scope(
                "goauthentik.io/providers/proxy/scope-proxy",
                "ak_proxy",
                "Proxy outpost",
                "authentik Proxy - User information");
        directory.certificates.put(Json.object()
                .put("pk", directory.nextUuid())
                .put("name", "authentik Self-signed Certificate")
                .putNull("managed"));
        group(ADMINS, true);
        outpost();
        String claims = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";
        String own = "http://schemas.goauthentik.io/2021/02/saml/";
        samlMapping("upn", "UPN", claims + "upn", "return request.user.attributes.get('upn', request.user.email)");
        samlMapping("name", "Name", claims + "name", "return request.user.name");
        samlMapping("email", "Email", claims + "emailaddress", "return request.user.email");
        samlMapping("username", "Username", own + "username", "return request.user.username");
        samlMapping("uid", "User ID", own + "uid", "return request.user.pk");
        samlMapping("groups", "Groups", "http://schemas.xmlsoap.org/claims/Group", """
                for group in request.user.groups.all():
                    yield group.name""");
        samlMapping(
                "ms-windowsaccountname",
                "WindowsAccountname (Username)",
                "http://schemas.microsoft.com/ws/2008/06/identity/claims/windowsaccountname",
                "return request.user.username");
    }

    ObjectNode group(String name, boolean superuser) {
        ObjectNode group = Json.object()
                .put("pk", directory.nextUuid())
                .put("num_pk", directory.nextNumber())
                .put("name", name)
                .put("is_superuser", superuser);
        directory.groups.put(group);
        return group;
    }

    private void flow(String slug, String name, String designation) {
        directory.flows.put(Json.object()
                .put("pk", directory.nextUuid())
                .put("slug", slug)
                .put("name", name)
                .put("designation", designation));
    }

    private void scope(String managed, String scope, String name, String description) {
        directory.scopes.put(Json.object()
                .put("pk", directory.nextUuid())
                .put("managed", managed)
                .put("name", "authentik default OAuth Mapping: " + name)
                .put("scope_name", scope)
                .put("description", description)
                .put("expression", EXPRESSIONS.getOrDefault(scope, "return {}")));
    }

    private void samlMapping(String id, String name, String samlName, String expression) {
        directory.samlMappings.put(Json.object()
                .put("pk", directory.nextUuid())
                .put("managed", "goauthentik.io/providers/saml/" + id)
                .put("name", "authentik default SAML Mapping: " + name)
                .put("saml_name", samlName)
                .put("expression", expression));
    }

    private void outpost() {
        directory.outposts.put(Json.object()
                .put("pk", directory.nextUuid())
                .put("name", "authentik Embedded Outpost")
                .put("type", "proxy")
                .put("managed", EMBEDDED)
                .set("providers", Json.array()));
    }
}
