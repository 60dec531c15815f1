// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.start;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;

/** Asks a person one question after the other; each answer has a default, and one that is not valid is asked for again. */
public final class Interview {

    private final Function<String, Optional<String>> reader;
    private final Consumer<String> printer;

    /**
     * Begins.
     *
     * @param reader prints a prompt and reads a line; nothing at the end of the input
     * @param printer prints a line
     */
    public Interview(Function<String, Optional<String>> reader, Consumer<String> printer) {
        this.reader = reader;
        this.printer = printer;
    }

    /** Answers every question with its default. */
    public static Interview ofDefaults() {
        return new Interview(prompt -> Optional.of(""), line -> {});
    }

    /**
     * Asks.
     *
     * @param refusal returns why an answer is not valid; nothing if it is
     * @throws CancellationException at the end of the input
     */
    public String ask(String question, String usual, Function<String, Optional<String>> refusal) {
        while (true) {
            String answer = reader.apply("%s [%s]: ".formatted(question, usual))
                    .orElseThrow(() -> new CancellationException("the input ended"))
                    .strip();
            String chosen = answer.isEmpty() ? usual : answer;
            Optional<String> why = refusal.apply(chosen);
            if (why.isEmpty()) {
                return chosen;
            }
            printer.accept("  \"%s\" cannot be: it %s.".formatted(chosen, why.get()));
        }
    }
}
