// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which variables usually hold a secret, by their names. Pure. */
public final class SecretNames {

    private static final Pattern NO_VALUE = Pattern.compile("(?i)|true|false|yes|no|on|off|none|null|[0-9]{1,3}|/\\S*");
    private static final Set<String> WORDS = Set.of(
            "pass",
            "password",
            "passwd",
            "passphrase",
            "pwd",
            "pw",
            "token",
            "secret",
            "secrets",
            "key",
            "keys",
            "apikey",
            "credential",
            "credentials",
            "psk",
            "salt",
            "pepper",
            "dsn",
            "tokens",
            "passwords");
    private static final List<String> ENDINGS =
            List.of("password", "passwd", "passphrase", "secret", "token", "apikey", "password");

    /** Words after which a name is about a secret and holds none. */
    private static final Set<String> ABOUT = Set.of(
            "file",
            "path",
            "dir",
            "folder",
            "url",
            "uri",
            "host",
            "port",
            "user",
            "username",
            "name",
            "id",
            "length",
            "len",
            "size",
            "ttl",
            "timeout",
            "expiry",
            "expires",
            "expiration",
            "expire",
            "age",
            "days",
            "hours",
            "minutes",
            "seconds",
            "enabled",
            "enable",
            "disabled",
            "disable",
            "required",
            "reset",
            "policy",
            "algorithm",
            "type",
            "min",
            "max",
            "count",
            "header",
            "field",
            "claim",
            "rotation",
            "interval",
            "rounds",
            "complexity",
            "strength",
            "login",
            "allowed",
            "mode",
            "provider",
            "backend",
            "strategy",
            "email",
            "endpoint",
            "issuer",
            "audience",
            "lifetime",
            "validity",
            "prefix",
            "auth",
            "manager",
            "location",
            "store",
            "format",
            "method",
            "change",
            "check");

    private SecretNames() {}

    /** Returns whether a variable of this name usually holds a secret. */
    public static boolean isSecret(String variable) {
        List<String> words = words(variable);
        if (words.isEmpty() || words.contains("public") || ABOUT.contains(words.get(words.size() - 1))) {
            return false;
        }
        String last = words.get(words.size() - 1);
        return WORDS.contains(last)
                || ENDINGS.stream().anyMatch(last::endsWith)
                || words.stream().anyMatch(word -> word.equals("password") || word.equals("secret"));
    }

    /** Returns the words of a name in small letters, without a number at its end. */
    private static List<String> words(String variable) {
        List<String> words = new ArrayList<>();
        for (String word : variable.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        if (words.size() > 1 && words.get(words.size() - 1).matches("[0-9]{1,9}")) {
            words.remove(words.size() - 1);
        }
        return words;
    }

    /** Returns whether no secret has this value: a truth, a small number, a path, or nothing. */
    public static boolean isHarmless(String value) {
        return NO_VALUE.matcher(value).matches();
    }
}
