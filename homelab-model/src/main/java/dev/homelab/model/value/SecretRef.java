// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.AssertFalse;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * Says where a secret is found; never the secret itself.
 *
 * @param value {@code env:NAME} for an environment variable of the run, {@code file:PATH} for the text of a file,
 *     {@code exec:COMMAND} for what a command prints; its words stand one space apart, and no shell reads them; the scheme of a
 *     plugin and what that takes; in a container also {@code sso:client-id} and {@code sso:client-secret}, which the service's sign-in knows it by
 */
public record SecretRef(
        @JsonValue
        @NotNull(message = "is required, such as env:TOKEN")
        @Pattern(
                regexp = SecretRef.FORM,
                message = "must say where the secret is, never the secret itself, such as env:JELLYFIN_TOKEN")
        String value)
        implements Comparable<SecretRef> {

    /** The constraints on a reference that no service makes. */
    public interface Everywhere {}

    /** What a service's own sign-in knows it by; another one in every service. */
    public static final SecretRef CLIENT_ID = new SecretRef("sso:client-id");

    /** What goes with the {@link #CLIENT_ID}; another one in every service. */
    public static final SecretRef CLIENT_SECRET = new SecretRef("sso:client-secret");

    /** The summary of a problem: no source of secrets has the scheme. */
    public static final String UNKNOWN_SCHEME = "unknown scheme of secret";

    /** Its detail. It quotes nothing of the reference, which may be the secret itself. */
    public static final String UNKNOWN_SCHEME_DETAIL =
            "what stands before the colon is no scheme of secrets that is known here.";

    private static final Set<String> OURS = Set.of("env", "file", "exec");

    private static final String BY_OURS = "env:[A-Za-z_][A-Za-z0-9_]*|file:\\S+|exec:\\S.*|sso:client-(id|secret)";
    private static final String BY_OURS_WITHIN =
            "env:[A-Za-z_][A-Za-z0-9_]*|file:[^\\s}]+|exec:[^\\s}][^}]*|sso:client-(id|secret)";
    private static final String OTHER_SCHEME = "(?!(env|file|exec|sso):)[a-z][a-z0-9-]{0,31}";

    /** A reference that is all of a text. */
    static final String ALONE = BY_OURS + "|" + OTHER_SCHEME + ":\\S.*";

    /** A reference between braces in a text. */
    static final String WITHIN = BY_OURS_WITHIN + "|" + OTHER_SCHEME + ":[^\\s}][^}]*";

    static final String FORM = "^(" + ALONE + ")$";

    @JsonCreator
    public static SecretRef of(String value) {
        return new SecretRef(value);
    }

    /** Returns what stands before the colon, such as {@code env}. */
    public String scheme() {
        return value.substring(0, value.indexOf(':'));
    }

    /** Returns whether it is a part of the service's own sign-in, and not found anywhere. */
    @AssertFalse(groups = Everywhere.class, message = "must be found outside of any service, such as env:TOKEN")
    public boolean isOfSignIn() {
        return value != null && value.startsWith("sso:");
    }

    /** Returns the name of the variable, the path of the file, or the command. */
    public String location() {
        return value.substring(value.indexOf(':') + 1);
    }

    /** Returns the pattern of references to these schemes, for a schema. */
    public static String form(Collection<String> schemes) {
        return "^(" + alone(schemes) + ")$";
    }

    static String alone(Collection<String> schemes) {
        return others(schemes).map(other -> BY_OURS + "|(" + other + "):\\S.*").orElse(BY_OURS);
    }

    static String within(Collection<String> schemes) {
        return others(schemes)
                .map(other -> BY_OURS_WITHIN + "|(" + other + "):[^\\s}][^}]*")
                .orElse(BY_OURS_WITHIN);
    }

    private static Optional<String> others(Collection<String> schemes) {
        return schemes.stream()
                .filter(scheme -> !OURS.contains(scheme))
                .sorted()
                .reduce((one, other) -> one + "|" + other);
    }

    /** Returns an instruction that names the schemes that there are. */
    public static String knownSchemes(Collection<String> known) {
        return "write where the secret is; the schemes are %s."
                .formatted(String.join(", ", known.stream().sorted().toList()));
    }

    @Override
    public int compareTo(SecretRef other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
