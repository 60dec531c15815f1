// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.traefik;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the rule of a router.
 *
 * <pre>
 * or     = and { "||" and }
 * and    = single { "&amp;&amp;" single }
 * single = "!" single | "(" or ")" | NAME "(" argument { "," argument } ")"
 * </pre>
 */
final class RuleParser {

    private static final Pattern ARGUMENT =
            Pattern.compile("(?<!\\s)\\s*+(?:`([^`]*+)`|\"((?:[^\"\\\\]|\\\\.)*+)\")\\s*+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z]+");

    private static final Map<String, Function<String, Rule>> MATCHERS = Map.of(
            "Host", RuleParser::host,
            "HostRegexp", pattern -> visit -> find(pattern, visit.host()),
            "Path", path -> visit -> visit.path().equals(path),
            "PathPrefix", prefix -> visit -> visit.path().startsWith(prefix),
            "PathRegexp", pattern -> visit -> find(pattern, visit.path()),
            "Method", method -> visit -> visit.request().method().equals(method.toUpperCase(Locale.ROOT)),
            "ClientIP", range -> visit -> true);

    private final String text;
    private int at;

    private RuleParser(String text) {
        this.text = text;
    }

    /**
     * Reads a whole rule.
     *
     * @throws IllegalArgumentException with Traefik's message
     */
    static Rule parse(String text) {
        RuleParser parser = new RuleParser(text);
        Rule rule = parser.or();
        if (parser.at < text.length()) {
            throw parser.unexpected();
        }
        return rule;
    }

    private Rule or() {
        Rule rule = and();
        while (take("||")) {
            rule = rule.or(and());
        }
        return rule;
    }

    private Rule and() {
        Rule rule = single();
        while (take("&&")) {
            rule = rule.and(single());
        }
        return rule;
    }

    private Rule single() {
        if (take("!")) {
            return single().not();
        }
        if (take("(")) {
            Rule inner = or();
            need(")");
            return inner;
        }
        return matcher();
    }

    private Rule matcher() {
        Matcher name = NAME.matcher(text).region(at, text.length());
        if (!name.lookingAt()) {
            throw unexpected();
        }
        at = name.end();
        Function<String, Rule> matcher = MATCHERS.get(name.group());
        if (matcher == null) {
            throw error("unsupported function: " + name.group());
        }
        need("(");
        Rule rule = matcher.apply(argument());
        need(")");
        return rule;
    }

    private String argument() {
        Matcher argument = ARGUMENT.matcher(text).region(at, text.length());
        if (!argument.lookingAt()) {
            throw unexpected();
        }
        at = argument.end();
        return argument.group(1) != null ? argument.group(1) : argument.group(2).replaceAll("\\\\(.)", "$1");
    }

    private boolean take(String symbol) {
        skipBlanks();
        boolean there = text.startsWith(symbol, at);
        if (there) {
            at += symbol.length();
            skipBlanks();
        }
        return there;
    }

    private void need(String symbol) {
        if (!take(symbol)) {
            throw unexpected();
        }
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException unexpected() {
        return error("unexpected text at " + (at + 1));
    }

    private IllegalArgumentException error(String reason) {
        return new IllegalArgumentException("error while parsing rule " + text + ": " + reason);
    }

    private static Rule host(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        if (wanted.startsWith("*.")) {
            Pattern oneLabel = Pattern.compile("[^.]+" + Pattern.quote(wanted.substring(1)));
            return visit -> oneLabel.matcher(visit.host()).matches();
        }
        return visit -> visit.host().equals(wanted);
    }

    private static boolean find(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).find();
    }
}
