// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.glance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces <code>${NAME}</code> everywhere, in comments too; a backslash in front keeps it as it is (v0.8.4, {@code
 * config.go}).
 *
 * <p>It looks at the bytes before anybody takes them for YAML: of two backslashes one stays. The character before a variable
 * is part of the match, so a variable right behind another is not replaced. What is no name of a variable, and kinds
 * that Glance does not know, stay.
 */
final class Variables {

    private static final Pattern VARIABLE = Pattern.compile("(\\A|[^\\n])\\$\\{(?:([a-zA-Z]+):)?([a-zA-Z0-9_-]+)}");

    private static final Pattern NAME = Pattern.compile("[A-Z0-9_]+");

    private final Map<String, String> environment;

    Variables(Map<String, String> environment) {
        this.environment = environment;
    }

    String replacedIn(String text) {
        return VARIABLE.matcher(text).replaceAll(variable -> Matcher.quoteReplacement(value(variable)));
    }

    private String value(MatchResult variable) {
        String before = variable.group(1);
        if (before.equals("\\")) {
            return variable.group().substring(1);
        }
        String kind = Optional.ofNullable(variable.group(2)).orElse("env");
        String name = variable.group(3);
        boolean isName = NAME.matcher(name).matches();
        return switch (kind) {
            case "env" -> isName ? before + environmentVariable(name) : variable.group();
            case "readFileFromEnv" ->
                isName ? before + content(Path.of(environmentVariable(name)), name) : variable.group();
            case "secret" -> before + content(Path.of("/run/secrets", name), name);
            default -> variable.group();
        };
    }

    private String environmentVariable(String name) {
        return Optional.ofNullable(environment.get(name))
                .orElseThrow(() ->
                        new InvalidConfigException("parsing variable: environment variable " + name + " not found"));
    }

    private static String content(Path file, String name) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new InvalidConfigException("reading file of " + name + ": no such file or directory");
        }
    }
}
