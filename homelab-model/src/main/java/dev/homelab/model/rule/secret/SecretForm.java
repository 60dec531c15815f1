// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.secret;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Recognises text that looks like a secret: by the marks that issuers give their tokens, or by how random it is where a secret
 * would stand.
 */
final class SecretForm {

    private static final int SHORTEST = 12;
    private static final double LEAST_BITS = 3.0;
    private static final int TURNS_OF_CASE = 3;

    private static final Pattern PASSWORD_IN_URL = Pattern.compile("\\w://[^/\\s:@]*:([^/\\s@]+)@");
    private static final Pattern PLACE = Pattern.compile("^(~?/|\\.{1,2}/|[a-z][a-z0-9+.-]*:/|\\$\\{?[A-Za-z_]).*");
    private static final Pattern NO_WORD = Pattern.compile("[^A-Za-z0-9]+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])");

    private static final Set<String> SECRET_WORDS = Set.of(
            "password",
            "passwd",
            "passphrase",
            "pass",
            "pwd",
            "token",
            "secret",
            "secrets",
            "key",
            "apikey",
            "credential",
            "credentials",
            "salt",
            "webhook");

    private static final List<Issued> ISSUED = List.of(
            new Issued("a GitHub token", "\\bgh[pousr]_[A-Za-z0-9]{36}|\\bgithub_pat_\\w{22}"),
            new Issued("a GitLab token", "\\bgl(pat|dt|rt|ptt|ft|soat|cbt|agent|oas|imt|ffct)-[\\w-]{20}"),
            new Issued("a Slack token", "\\bxox[abeoprs]-[\\w-]{10}|\\bxapp-\\d-[\\w-]{10}"),
            new Issued("a Slack webhook", "hooks\\.slack\\.com/services/\\w+/\\w+/\\w+"),
            new Issued("a Discord webhook", "\\bdiscord(app)?\\.com/api/(v\\d+/)?webhooks/\\d+/[\\w-]+"),
            new Issued("an AWS access key", "\\b(AKIA|ASIA)[0-9A-Z]{16}\\b"),
            new Issued("a Google API key", "\\bAIza[\\w-]{35}"),
            new Issued("a Telegram bot token", "\\b\\d{8,10}:[\\w-]{35}\\b"),
            new Issued("a Stripe key", "\\b[rs]k_(live|test)_[A-Za-z0-9]{20}"),
            new Issued("an API key", "\\bsk-[A-Za-z0-9_-]{32}"),
            new Issued("an npm token", "\\bnpm_[A-Za-z0-9]{36}\\b"),
            new Issued("a Docker Hub token", "\\bdckr_(pat|oat)_[\\w-]{20}"),
            new Issued("a Tailscale key", "\\btskey-[a-z]+-\\w{8}"),
            new Issued("a JSON web token", "\\beyJ[\\w-]{8,}\\.eyJ[\\w-]{8,}\\."),
            new Issued("an age key", "\\bAGE-SECRET-KEY-1[0-9A-Z]{20}"),
            new Issued("a private key", "-----BEGIN ([A-Z]+ ){0,3}PRIVATE KEY( BLOCK)?-----"));

    private record Issued(String kind, Pattern form) {
        Issued(String kind, String form) {
            this(kind, Pattern.compile(form));
        }
    }

    private SecretForm() {}

    /** Returns what kind of secret the text holds, whatever it is called. */
    static Optional<String> kind(String text) {
        Optional<String> issued = ISSUED.stream()
                .filter(one -> one.form().matcher(text).find())
                .map(Issued::kind)
                .findFirst();
        return issued.isPresent() ? issued : passwordInUrl(text);
    }

    /** Returns what kind of secret the text is, under a name that may promise one. */
    static Optional<String> kind(String name, String text) {
        return kind(text).or(() -> promisesSecret(name) && isRandom(text) ? Optional.of("a secret") : Optional.empty());
    }

    private static Optional<String> passwordInUrl(String text) {
        return PASSWORD_IN_URL
                .matcher(text)
                .results()
                .filter(match -> isRandom(match.group(1)))
                .map(match -> "a password in a URL")
                .findFirst();
    }

    /** Whether the name ends in a word that is usual for secrets: {@code DB_PASSWORD} is, {@code PASSWORD_FILE} is not. */
    private static boolean promisesSecret(String name) {
        List<String> words = BETWEEN_WORDS
                .splitAsStream(name)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
        return !words.isEmpty() && SECRET_WORDS.contains(words.get(words.size() - 1)) && !words.contains("public");
    }

    /** Whether no person would make up such a text: no place, no sentence, and no words with separators. */
    private static boolean isRandom(String text) {
        boolean mixed = Arrays.stream(NO_WORD.split(text, -1)).anyMatch(SecretForm::isMixed);
        return text.length() >= SHORTEST
                && text.chars().noneMatch(Character::isWhitespace)
                && !PLACE.matcher(text).matches()
                && mixed
                && bitsPerCharacter(text) >= LEAST_BITS;
    }

    /** Whether digits stand among the letters, or the case keeps turning. */
    private static boolean isMixed(String word) {
        long turns = 0;
        long digitTurns = 0;
        for (int i = 1; i < word.length(); i++) {
            char before = word.charAt(i - 1);
            char now = word.charAt(i);
            digitTurns += Character.isDigit(before) != Character.isDigit(now) ? 1 : 0;
            turns += Character.isUpperCase(before) != Character.isUpperCase(now) ? 1 : 0;
        }
        return digitTurns > 1 || turns > TURNS_OF_CASE;
    }

    private static double bitsPerCharacter(String text) {
        Map<Integer, Long> counts = text.chars().boxed().collect(groupingBy(identity(), counting()));
        return counts.values().stream()
                .mapToDouble(count -> (double) count / text.length())
                .map(share -> -share * Math.log(share) / Math.log(2))
                .sum();
    }
}
