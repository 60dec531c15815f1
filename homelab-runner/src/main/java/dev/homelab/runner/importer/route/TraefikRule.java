// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.route;

import dev.homelab.model.value.Hostname;
import dev.homelab.runner.importer.route.ForeignRoute.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rule of a router of Traefik, of version 2 or 3, as the places that it is for. Pure. */
final class TraefikRule {

    private static final int DEEPEST = 20;
    private static final int MOST_PLACES = 32;
    private static final int LONGEST = 4_000;
    private static final Pattern TOKEN =
            Pattern.compile("(\\|\\||&&|[!(),])|([A-Za-z]{1,30})|`([^`]*+)`|\"((?:[^\"\\\\]|\\\\.)*+)\"");
    private static final Pattern PLAIN_PATH = Pattern.compile("(?:/[A-Za-z0-9._~-]++)++");

    /** One step of a name, as people write it: of version 3, and of version 2. */
    private static final Pattern WILDCARD = Pattern.compile(
            "(?:\\^(?:\\[\\^\\\\?\\.\\][+]|\\[(?:a-zA-Z|a-z|A-Za-z)0-9-\\][+])\\\\\\.((?:[a-zA-Z0-9-]|\\\\\\.)++)\\$"
                    + "|\\{[A-Za-z0-9_-]+:(?:\\[\\^\\.\\][+]|\\[(?:a-zA-Z|a-z|A-Za-z)0-9-\\][+])\\}\\.([a-zA-Z0-9.-]+))");

    private final List<String> tokens;
    private int at;

    private TraefikRule(List<String> tokens) {
        this.tokens = tokens;
    }

    /** Says that no route can say a rule. */
    static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RefusedException(String reason) {
            super(reason, null, false, false);
        }

        /** Returns why, as a sentence. */
        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * Returns what a rule is for.
     *
     * @throws RefusedException if no route can say it
     */
    static List<Place> places(String rule) {
        TraefikRule read = new TraefikRule(tokens(rule));
        List<Place> places = read.either(0);
        if (read.at < read.tokens.size()) {
            throw unreadable(rule);
        }
        return List.copyOf(new LinkedHashSet<>(places));
    }

    /** An operator or a name is its own token; a text begins with a quotation mark. */
    private static List<String> tokens(String rule) {
        if (rule.length() > LONGEST) {
            throw new RefusedException("Its rule has more than %d characters.".formatted(LONGEST));
        }
        List<String> tokens = new ArrayList<>();
        String text = rule.strip();
        Matcher token = TOKEN.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (Character.isWhitespace(text.charAt(end))) {
                end++;
                continue;
            }
            if (!token.region(end, text.length()).lookingAt()) {
                throw unreadable(rule);
            }
            String quoted = token.group(3) != null ? token.group(3) : token.group(4);
            tokens.add(
                    quoted != null
                            ? "\"" + (token.group(4) != null ? quoted.replaceAll("\\\\(.)", "$1") : quoted)
                            : token.group().strip());
            end = token.end();
        }
        return tokens;
    }

    private List<Place> either(int depth) {
        List<Place> all = new ArrayList<>(both(depth));
        while (takes("||")) {
            all.addAll(both(depth));
        }
        return limited(all);
    }

    private List<Place> both(int depth) {
        List<Place> all = one(depth);
        while (takes("&&")) {
            List<Place> others = one(depth);
            List<Place> joined = new ArrayList<>();
            limited(all).forEach(place -> limited(others).forEach(other -> joined.add(joined(place, other))));
            all = limited(joined);
        }
        return all;
    }

    private List<Place> one(int depth) {
        if (depth > DEEPEST) {
            throw new RefusedException("Its rule is nested too deep.");
        }
        if (takes("!")) {
            throw new RefusedException("A route cannot say what it is not for (\"!\").");
        }
        if (takes("(")) {
            List<Place> inner = either(depth + 1);
            expect(")");
            return inner;
        }
        String name = next();
        expect("(");
        List<String> arguments = new ArrayList<>();
        do {
            String argument = next();
            if (!argument.startsWith("\"")) {
                throw new RefusedException("Its rule cannot be read.");
            }
            arguments.add(argument.substring(1));
        } while (takes(","));
        expect(")");
        return arguments.stream().map(argument -> place(name, argument)).toList();
    }

    private static Place place(String matcher, String argument) {
        return switch (matcher.toLowerCase(Locale.ROOT)) {
            case "host", "hostheader" -> Place.at(hostname(argument));
            case "hostsni" ->
                argument.equals("*") ? path(Optional.empty(), Optional.empty()) : Place.at(hostname(argument));
            case "hostregexp" -> Place.at(wildcard(argument));
            case "pathprefix" -> prefix(argument);
            case "path" -> exactly(argument);
            case "pathregexp" -> path(Optional.empty(), Optional.of(argument));
            default -> throw new RefusedException("A route has no form for \"%s\" in its rule.".formatted(matcher));
        };
    }

    private static String hostname(String written) {
        String name = written.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        if (!Hostname.of(name).isWellFormed()) {
            throw new RefusedException("\"%s\" is not a hostname that a route can have.".formatted(written));
        }
        return name;
    }

    private static String wildcard(String pattern) {
        Matcher wildcard = pattern.length() > 300 ? WILDCARD.matcher("") : WILDCARD.matcher(pattern);
        if (!wildcard.matches()) {
            throw new RefusedException(
                    "A route has no form for the pattern \"%s\" of names: it is for one name, or for every name one step below another."
                            .formatted(pattern));
        }
        String below = wildcard.group(1) == null
                ? wildcard.group(2)
                : wildcard.group(1).replace("\\.", ".");
        return hostname("*." + below);
    }

    private static Place prefix(String path) {
        if (path.equals("/") || path.isEmpty()) {
            return path(Optional.empty(), Optional.empty());
        }
        if (path.length() <= 200 && PLAIN_PATH.matcher(path).matches()) {
            return path(Optional.of(path), Optional.empty());
        }
        return path(Optional.empty(), Optional.of("^" + literal(path)));
    }

    private static Place exactly(String path) {
        return path(Optional.empty(), Optional.of("^" + literal(path) + "$"));
    }

    private static String literal(String path) {
        if (path.contains("{")) {
            throw new RefusedException("A route has no form for the path \"%s\".".formatted(path));
        }
        return path.replaceAll("([.+*?()\\[\\]^$|\\\\])", "\\\\$1");
    }

    private static Place path(Optional<String> prefix, Optional<String> pattern) {
        return new Place(Optional.empty(), prefix, pattern);
    }

    private static Place joined(Place one, Place other) {
        boolean isPath = one.path().or(one::pathPattern).isPresent();
        boolean isOtherPath = other.path().or(other::pathPattern).isPresent();
        if ((one.hostname().isPresent() && other.hostname().isPresent()) || (isPath && isOtherPath)) {
            throw new RefusedException("A route is for one hostname and one path, and its rule asks for two at once.");
        }
        return new Place(
                one.hostname().or(other::hostname),
                one.path().or(other::path),
                one.pathPattern().or(other::pathPattern));
    }

    private static List<Place> limited(List<Place> places) {
        if (places.size() > MOST_PLACES) {
            throw new RefusedException("Its rule is for more than %d places.".formatted(MOST_PLACES));
        }
        return places;
    }

    private boolean takes(String token) {
        boolean isNext = at < tokens.size() && tokens.get(at).equals(token);
        at += isNext ? 1 : 0;
        return isNext;
    }

    private String next() {
        if (at >= tokens.size()) {
            throw new RefusedException("Its rule cannot be read.");
        }
        return tokens.get(at++);
    }

    private void expect(String token) {
        if (!takes(token)) {
            throw new RefusedException("Its rule cannot be read.");
        }
    }

    private static RefusedException unreadable(String rule) {
        return new RefusedException("Its rule cannot be read: %s".formatted(rule.strip()));
    }
}
