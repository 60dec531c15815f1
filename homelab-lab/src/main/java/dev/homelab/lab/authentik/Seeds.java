// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

/** What a fresh Authentik has before anybody touches it. */
final class Seeds {

    static final String EMBEDDED = "goauthentik.io/outposts/embedded";
    static final String SIGN_IN_FLOW = "default-authentication-flow";
    static final String CONSENT_FLOW = "default-provider-authorization-implicit-consent";
    static final String INVALIDATION_FLOW = "default-provider-invalidation-flow";

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
        scope("openid", "OpenID 'openid'");
        scope("email", "OpenID 'email'");
        scope("profile", "OpenID 'profile'");
        scope("offline_access", "OpenID 'offline_access'");
        directory.certificates.put(Json.object()
                .put("pk", directory.nextUuid())
                .put("name", "authentik Self-signed Certificate")
                .putNull("managed"));
        group("authentik Admins", true);
        outpost();
        samlMapping("upn", "UPN");
        samlMapping("name", "Name");
        samlMapping("email", "Email");
        samlMapping("username", "Username");
        samlMapping("uid", "User ID");
        samlMapping("groups", "Groups");
        samlMapping("ms-windowsaccountname", "WindowsAccountname (Username)");
    }

    void group(String name, boolean superuser) {
        directory.groups.put(Json.object()
                .put("pk", directory.nextUuid())
                .put("num_pk", directory.nextNumber())
                .put("name", name)
                .put("is_superuser", superuser));
    }

    private void flow(String slug, String name, String designation) {
        directory.flows.put(Json.object()
                .put("pk", directory.nextUuid())
                .put("slug", slug)
                .put("name", name)
                .put("designation", designation));
    }

    private void scope(String scope, String name) {
        directory.scopes.put(Json.object()
                .put("pk", directory.nextUuid())
                .put("managed", "goauthentik.io/providers/oauth2/scope-" + scope)
                .put("name", "authentik default OAuth Mapping: " + name)
                .put("scope_name", scope));
    }

    private void samlMapping(String id, String name) {
        directory.samlMappings.put(Json.object()
                .put("pk", directory.nextUuid())
                .put("managed", "goauthentik.io/providers/saml/" + id)
                .put("name", "authentik default SAML Mapping: " + name)
                .put("saml_name", "http://schemas.goauthentik.io/2021/02/saml/" + id));
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
