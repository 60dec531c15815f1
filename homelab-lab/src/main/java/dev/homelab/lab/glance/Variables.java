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

/** Replaces <code>${NAME}</code> everywhere, in comments too; a backslash in front keeps it as it is. */
final class Variables {

    private static final Pattern VARIABLE = Pattern.compile("(\\\\?)(\\$\\{(?:([A-Za-z]+):)?([A-Za-z0-9_-]+)})");

    private final Map<String, String> environment;

    Variables(Map<String, String> environment) {
        this.environment = environment;
    }

    String replacedIn(String text) {
        return VARIABLE.matcher(text).replaceAll(variable -> Matcher.quoteReplacement(value(variable)));
    }

    private String value(MatchResult variable) {
        if (!variable.group(1).isEmpty()) {
            return variable.group(2);
        }
        String kind = Optional.ofNullable(variable.group(3)).orElse("env");
        String name = variable.group(4);
        return switch (kind) {
            case "env" -> environmentVariable(name);
            case "readFileFromEnv" -> content(Path.of(environmentVariable(name)), name);
            case "secret" -> content(Path.of("/run/secrets", name), name);
            default -> throw new InvalidConfigException("unknown variable type " + kind + " with value " + name);
        };
    }

    private String environmentVariable(String name) {
        return Optional.ofNullable(environment.get(name))
                .orElseThrow(() -> new InvalidConfigException("environment variable " + name + " not found"));
    }

    private static String content(Path file, String name) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new InvalidConfigException("reading file of " + name + ": no such file or directory");
        }
    }
}
