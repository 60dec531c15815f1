// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.caddy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a Caddyfile with all that it imports. Snippets are known from the line on that defines them. */
final class CaddyfileParser {

    /** What it has to know of files. */
    interface Files {

        /** Returns the texts of the files of a pattern, by path in order; none if there are none. */
        Map<String, String> matching(String pattern);
    }

    private static final Pattern GLOB = Pattern.compile("[*?\\[\\]]");
    private static final int DEEPEST = 20;

    private final Files files;
    private final List<Token> tokens;
    private final Map<String, List<Token>> snippets = new HashMap<>();
    private final List<Site> sites = new ArrayList<>();
    private int at;
    private int imports;

    private CaddyfileParser(String text, Files files) {
        this.files = files;
        this.tokens = new ArrayList<>(Lexer.read(text, "Caddyfile"));
    }

    static List<Site> parse(String text, Files files) {
        CaddyfileParser parser = new CaddyfileParser(text, files);
        parser.parse();
        return parser.sites;
    }

    private void parse() {
        boolean isFirst = true;
        while (at < tokens.size()) {
            if (isImport()) {
                doImport();
            } else {
                block(isFirst);
                isFirst = false;
            }
        }
    }

    private void block(boolean isFirst) {
        Token begin = tokens.get(at);
        List<String> keys = new ArrayList<>();
        while (at < tokens.size() && !tokens.get(at).is("{")) {
            if (!keys.isEmpty()
                    && tokens.get(at).isFirst()
                    && !keys.get(keys.size() - 1).endsWith(",")) {
                throw new InvalidCaddyfileException(
                        "Caddyfile syntax error: expected '{' after " + keys + ", at " + begin.place());
            }
            keys.add(tokens.get(at++).text());
        }
        if (at >= tokens.size()) {
            throw new InvalidCaddyfileException("syntax error: unexpected EOF, at " + begin.place());
        }
        at++;
        if (keys.isEmpty() && !isFirst) {
            throw new InvalidCaddyfileException(
                    "server block without any key is global configuration, and if used, it must be first, at "
                            + begin.place());
        }
        boolean isSnippet = keys.size() == 1 && keys.get(0).matches("\\(.+\\)");
        if (keys.isEmpty() || isSnippet) {
            List<Token> body = balanced(begin);
            if (isSnippet) {
                snippets.put(keys.get(0).substring(1, keys.get(0).length() - 1), body);
            }
            return;
        }
        List<Directive> lines = directives(begin);
        keys.forEach(key -> sites.add(Site.of(key.replaceFirst(",$", ""), lines)));
    }

    private List<Token> balanced(Token begin) {
        List<Token> body = new ArrayList<>();
        for (int depth = 1; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            depth += token.is("{") ? 1 : token.is("}") ? -1 : 0;
            if (depth == 0) {
                at++;
                return body;
            }
            body.add(token);
        }
        throw new InvalidCaddyfileException("syntax error: unexpected EOF, at " + begin.place());
    }

    private List<Directive> directives(Token begin) {
        List<Directive> lines = new ArrayList<>();
        while (at < tokens.size()) {
            if (tokens.get(at).is("}")) {
                at++;
                return lines;
            }
            if (isImport()) {
                doImport();
            } else {
                lines.add(directive());
            }
        }
        throw new InvalidCaddyfileException("syntax error: unexpected EOF, expecting '}', at " + begin.place());
    }

    private Directive directive() {
        Token name = tokens.get(at++);
        List<String> arguments = new ArrayList<>();
        while (at < tokens.size()
                && !tokens.get(at).isFirst()
                && !tokens.get(at).is("}")) {
            if (tokens.get(at).is("{")) {
                at++;
                return new Directive(name.text(), arguments, directives(name), name.place());
            }
            arguments.add(tokens.get(at++).text());
        }
        return new Directive(name.text(), arguments, List.of(), name.place());
    }

    private boolean isImport() {
        return tokens.get(at).is("import") && tokens.get(at).isFirst();
    }

    private void doImport() {
        Token word = tokens.get(at);
        if (at + 1 >= tokens.size() || tokens.get(at + 1).isFirst()) {
            throw new InvalidCaddyfileException(
                    "wrong argument count or unexpected line ending after 'import', at " + word.place());
        }
        if (++imports > DEEPEST * DEEPEST * DEEPEST) {
            throw new InvalidCaddyfileException("a cycle of imports exists, at " + word.place());
        }
        String what = tokens.get(at + 1).text();
        int end = at + 2;
        while (end < tokens.size()
                && !tokens.get(end).isFirst()
                && !tokens.get(end).is("}")) {
            end++;
        }
        List<Token> imported = new ArrayList<>(imported(what, word));
        if (!imported.isEmpty()) {
            imported.set(
                    0, new Token(imported.get(0).text(), true, imported.get(0).place()));
        }
        tokens.subList(at, end).clear();
        tokens.addAll(at, imported);
        if (at + imported.size() < tokens.size()) {
            Token next = tokens.get(at + imported.size());
            tokens.set(at + imported.size(), new Token(next.text(), true, next.place()));
        }
    }

    private List<Token> imported(String what, Token word) {
        if (snippets.containsKey(what)) {
            return snippets.get(what);
        }
        String pattern = what.startsWith("/") ? what : folder(word) + what;
        Map<String, String> found = files.matching(pattern);
        if (found.isEmpty() && !GLOB.matcher(what).find()) {
            throw new InvalidCaddyfileException("File to import not found: " + what + ", at " + word.place());
        }
        return found.entrySet().stream()
                .flatMap(file -> Stream.of(Lexer.read(file.getValue(), file.getKey())))
                .flatMap(List::stream)
                .toList();
    }

    private static String folder(Token word) {
        int slash = word.place().lastIndexOf('/');
        return slash < 0 ? "/" : word.place().substring(0, slash + 1);
    }
}
