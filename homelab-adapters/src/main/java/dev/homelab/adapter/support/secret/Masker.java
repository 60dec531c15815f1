// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.secret;

import dev.homelab.problem.Evidence;
import dev.homelab.problem.Printable;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Remedy;
import dev.homelab.problem.Where;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Replaces secrets in whatever is printed, sent or kept. It learns each secret when it is resolved or derived.
 *
 * <p>All occurrences of all secrets are found first and replaced together, so of secrets that contain or overlap each
 * other no part is left. What is shorter than {@value #SHORTEST} characters is no secret that could be hidden: it would
 * hide ordinary words instead.
 *
 * <p>Safe for many threads.
 */
public final class Masker {

    private static final String MASK = "***";
    private static final int SHORTEST = 4;

    /** A shorter line of a secret, such as a brace, is an ordinary word. */
    private static final int SHORTEST_LINE = 8;

    /** What the first and the last line of a key in PEM begin with; they are the same in all. */
    private static final String FRAME = "-----";

    private final Set<String> hidden = ConcurrentHashMap.newKeySet();
    private final Consumer<String> listener;

    /** A masker that knows no secret yet. */
    public Masker() {
        this(secret -> {});
    }

    /** A masker that passes on each secret that it learns. */
    public Masker(Consumer<String> listener) {
        this.listener = listener;
    }

    /** A masker that knows these secrets. */
    public static Masker of(Collection<String> secrets) {
        Masker masker = new Masker();
        secrets.forEach(masker::learn);
        return masker;
    }

    /**
     * Hides a secret from now on, and each line of one that has several, also in the forms that JSON, XML, addresses, HTTP's basic authentication and the escapes
     * of {@link Printable} give it.
     */
    public void learn(String secret) {
        listener.accept(secret);
        if (secret.contains("\n")) {
            secret.lines()
                    .map(String::strip)
                    .filter(line -> line.length() >= SHORTEST_LINE && !line.startsWith(FRAME))
                    .forEach(this::hide);
        }
        hide(secret);
    }

    private void hide(String secret) {
        if (secret.length() < SHORTEST) {
            return;
        }
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        hidden.addAll(List.of(
                secret,
                secret.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t"),
                Printable.line(secret),
                secret.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;"),
                URLEncoder.encode(secret, StandardCharsets.UTF_8),
                Base64.getEncoder().encodeToString(bytes)));
    }

    /** Returns the text without any secret. */
    public String mask(String text) {
        BitSet secret = new BitSet(text.length());
        for (String one : hidden) {
            for (int at = text.indexOf(one); at >= 0; at = text.indexOf(one, at + 1)) {
                secret.set(at, at + one.length());
            }
        }
        return secret.isEmpty() ? text : without(secret, text);
    }

    /** Returns the problem without any secret. */
    public Problem mask(Problem problem) {
        Where where = problem.where() instanceof Where.OnTarget target
                ? Where.target(target.name(), mask(target.address()))
                : problem.where();
        List<Remedy> remedies = problem.remedies().stream()
                .map(remedy -> new Remedy(
                        remedy.kind(),
                        remedy.arguments().stream().map(this::mask).toList()))
                .toList();
        List<Evidence> evidence = problem.evidence().stream().map(this::mask).toList();
        return new Problem(problem.summary(), where, mask(problem.detail()), mask(problem.fix()), remedies, evidence);
    }

    private Evidence mask(Evidence one) {
        return new Evidence(
                one.subject(),
                mask(one.state()),
                one.exitCode(),
                one.restarts(),
                one.outOfMemory(),
                mask(one.healthCheck()),
                one.log().stream().map(this::mask).toList());
    }

    /** Returns the problems without any secret. */
    public List<Problem> mask(Collection<Problem> problems) {
        return problems.stream().map(this::mask).toList();
    }

    private static String without(BitSet secret, String text) {
        StringBuilder masked = new StringBuilder();
        int from = 0;
        while (from < text.length()) {
            int begin = secret.nextSetBit(from);
            if (begin < 0) {
                break;
            }
            masked.append(text, from, begin).append(MASK);
            from = secret.nextClearBit(begin);
        }
        return masked.append(text, from, text.length()).toString();
    }
}
