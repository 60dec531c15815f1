// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;

/**
 * What a container gets that is secret, or has secrets in it; never a secret itself.
 *
 * @param value a {@linkplain SecretRef reference}, or text in which each <code>${secret:REFERENCE}</code> stands for a secret, as in
 *     <code>postgres://app:${secret:env:DB_PASSWORD}@db/app</code>; nothing else in it is replaced
 */
public record SecretText(
        @JsonValue
        @NotNull(message = "must say where the secret is, such as env:JELLYFIN_TOKEN")
        @Pattern(
                regexp = SecretText.FORM,
                message = "must say where the secret is, never the secret itself, such as env:JELLYFIN_TOKEN")
        String value) {

    /** What a part begins with. */
    public static final String BEGIN = "${secret:";

    private static final String BEGIN_FORM = "\\$\\{secret:";

    static final String FORM = "^((?![\\s\\S]*" + BEGIN_FORM + ")(" + SecretRef.ALONE + ")|(?=[\\s\\S]*" + BEGIN_FORM
            + ")(?![\\s\\S]*" + BEGIN_FORM + "(?!(" + SecretRef.WITHIN + ")\\}))[\\s\\S]*)$";

    private static final java.util.regex.Pattern PART =
            java.util.regex.Pattern.compile(BEGIN_FORM + "(" + SecretRef.WITHIN + ")\\}");

    private static final java.util.regex.Pattern REFERENCE = java.util.regex.Pattern.compile(SecretRef.FORM);

    @JsonCreator
    public static SecretText of(String value) {
        return new SecretText(value);
    }

    /** Returns what stands for the secret of this reference alone. */
    public static SecretText of(SecretRef reference) {
        return new SecretText(reference.value());
    }

    /** Returns the reference, if it is nothing else. */
    public Optional<SecretRef> reference() {
        return hasParts() || !REFERENCE.matcher(value).matches() ? Optional.empty() : Optional.of(SecretRef.of(value));
    }

    /** Returns every reference in it, each once; none if it has not the form that it must have. */
    public List<SecretRef> references() {
        return hasParts()
                ? PART.matcher(value)
                        .results()
                        .map(part -> SecretRef.of(part.group(1)))
                        .distinct()
                        .toList()
                : reference().stream().toList();
    }

    /** Returns the text with the secrets in it. */
    public String fill(Function<SecretRef, String> secrets) {
        return hasParts()
                ? PART.matcher(value)
                        .replaceAll(part -> Matcher.quoteReplacement(secrets.apply(SecretRef.of(reference(part)))))
                : secrets.apply(SecretRef.of(value));
    }

    /** Returns the text around the secrets, with something short in place of each; nothing for a reference alone. */
    public String around() {
        return hasParts() ? PART.matcher(value).replaceAll("*") : "";
    }

    /** Returns the pattern of text that refers to these schemes, for a schema. */
    public static String form(Collection<String> schemes) {
        return FORM.replace(SecretRef.ALONE, SecretRef.alone(schemes))
                .replace(SecretRef.WITHIN, SecretRef.within(schemes));
    }

    private static String reference(MatchResult part) {
        return part.group(1);
    }

    private boolean hasParts() {
        return value != null && value.contains(BEGIN);
    }

    @Override
    public String toString() {
        return value;
    }
}
