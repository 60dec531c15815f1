// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authelia;

import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.provision.Resource;
import dev.homelab.provision.RestoreOnly;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Authelia knows of one service: a client, or the access rules of its hostnames.
 *
 * @param key the client id; for access rules {@code rules/} and the service
 * @param kind {@code confidential} or {@code public} for a client, {@code rules} for access rules, or what was found that is neither
 * @param title the name of a client; empty for rules
 * @param secret of a confidential client; empty where it is not known
 * @param redirectUris where visitors come back to, sorted
 * @param scopes what a client may learn of visitors, sorted
 * @param hostnames those that the rules are for, sorted
 * @param publicPaths patterns of what everyone may reach, sorted
 * @param groups who may pass, sorted; empty for every user
 * @param policy how those who may pass sign in
 * @param loaded whether Authelia was restarted since it was written
 * @param lines what stands in the files, to restore it; none of what is only wanted
 */
public record SignIn(
        String key,
        String kind,
        String title,
        Optional<EncryptedSecret> secret,
        List<String> redirectUris,
        List<String> scopes,
        List<String> hostnames,
        List<String> publicPaths,
        List<String> groups,
        String policy,
        boolean loaded,
        @RestoreOnly List<String> lines)
        implements Resource {

    static final String CONFIDENTIAL = "confidential";
    static final String PUBLIC = "public";
    static final String RULES = "rules";

    /** What is in no file any more, and in force until Authelia is restarted. */
    static final String REMOVED = "removed, not yet in force";

    /** An entry that stands on several lines. */
    static final String LONG = "entry on several lines";

    public SignIn {
        redirectUris = sorted(redirectUris);
        scopes = sorted(scopes);
        hostnames = sorted(hostnames);
        publicPaths = sorted(publicPaths);
        groups = sorted(groups);
        lines = List.copyOf(lines);
    }

    /** Makes one of which only the kind is known. */
    static SignIn of(String key, String kind, boolean loaded, List<String> lines) {
        return new SignIn(
                key,
                kind,
                "",
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                loaded,
                lines);
    }

    /** Returns the key of the rules of a service. */
    static String rulesKey(String service) {
        return RULES + "/" + service;
    }

    boolean isRules() {
        return key.startsWith(RULES + "/");
    }

    boolean isPublic() {
        return kind.equals(PUBLIC);
    }

    @Override
    public String summary() {
        String who = groups.isEmpty() ? "every user" : String.join(", ", groups);
        return isRules()
                ? "access to %s for %s".formatted(String.join(", ", hostnames), who)
                : "sign-in for %s, for %s".formatted(title.isEmpty() ? key : title, who);
    }

    @Override
    public String fieldName(String path) {
        return switch (path) {
            case "kind" -> "sso.client";
            case "secret" -> "sso.clientSecret";
            case "redirectUris", "scopes", "publicPaths", "groups" -> "sso." + path;
            case "hostnames" -> "routes";
            default -> path;
        };
    }

    @Override
    public Optional<String> unadoptable() {
        return kind.equals(LONG)
                ? Optional.of("it stands on several lines; write it on one, as {\"client_id\": ...}, or remove it")
                : Optional.empty();
    }

    @Override
    public boolean isRestoredBy(Resource now) {
        return now instanceof SignIn that && equals(that.loaded(loaded));
    }

    private SignIn loaded(boolean isLoaded) {
        return new SignIn(
                key,
                kind,
                title,
                secret,
                redirectUris,
                scopes,
                hostnames,
                publicPaths,
                groups,
                policy,
                isLoaded,
                lines);
    }

    /** Two are equal whatever stands beside it in the files. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignIn that
                && key.equals(that.key)
                && kind.equals(that.kind)
                && title.equals(that.title)
                && secret.equals(that.secret)
                && redirectUris.equals(that.redirectUris)
                && scopes.equals(that.scopes)
                && hostnames.equals(that.hostnames)
                && publicPaths.equals(that.publicPaths)
                && groups.equals(that.groups)
                && policy.equals(that.policy)
                && loaded == that.loaded;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                key, kind, title, secret, redirectUris, scopes, hostnames, publicPaths, groups, policy, loaded);
    }

    private static List<String> sorted(List<String> texts) {
        return texts.stream().distinct().sorted().toList();
    }
}
