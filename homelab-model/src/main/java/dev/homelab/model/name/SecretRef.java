// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.name;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import jakarta.validation.constraints.AssertFalse;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Collection;

/**
 * Says where a secret is found; never the secret itself.
 *
 * @param value {@code env:NAME} for an environment variable of the run, {@code file:PATH} for the text of a file,
 *     {@code exec:COMMAND} for what a command prints; its words stand one space apart, and no shell reads them; in a
 *     container also {@code sso:client-id} and {@code sso:client-secret}, which the service's sign-in knows it by
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

    static final String FORM = "^(env:[A-Za-z_][A-Za-z0-9_]*|file:\\S+|exec:\\S.*|sso:client-(id|secret))$";

    @JsonCreator
    public static SecretRef of(String value) {
        return new SecretRef(value);
    }

    /** Returns {@code env}, {@code file}, {@code exec} or {@code sso}. */
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

    /**
     * Returns the problem of a scheme that no source of secrets has. It quotes nothing of the reference, which may be the secret
     * itself.
     *
     * @param known the schemes that there are
     */
    public static Problem unknownScheme(Where where, Collection<String> known) {
        return new Problem(
                "unknown scheme of secret",
                where,
                "what stands before the colon is no place where secrets are found.",
                "write where the secret is; the schemes are %s."
                        .formatted(String.join(", ", known.stream().sorted().toList())));
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
