// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.screen;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many columns the terminal of this process has: {@code COLUMNS}, or what {@code stty} says, asked again every few seconds. */
final class TerminalWidth implements IntSupplier {

    static final int USUAL = 80;

    private static final int NARROWEST = 20;
    private static final int WIDEST = 1000;
    private static final long FRESH = TimeUnit.SECONDS.toNanos(5);
    private static final Pattern SIZE = Pattern.compile("\\d{1,5} (\\d{1,5})");

    private final Optional<Integer> given;
    private Optional<Integer> last = Optional.empty();
    private long asked;

    TerminalWidth(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "").strip();
        given = columns.matches("\\d{1,5}") ? sensible(Integer.parseInt(columns)) : Optional.empty();
    }

    @Override
    public synchronized int getAsInt() {
        if (given.isPresent()) {
            return given.get();
        }
        if (last.isEmpty() || System.nanoTime() - asked > FRESH) {
            last = Optional.of(size().orElse(last.orElse(USUAL)));
            asked = System.nanoTime();
        }
        return last.orElse(USUAL);
    }

    private static Optional<Integer> size() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Redirect.INHERIT)
                    .redirectError(Redirect.DISCARD)
                    .start();
            String output = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            Matcher size = SIZE.matcher(output.strip());
            return size.matches() ? sensible(Integer.parseInt(size.group(1))) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // no such program
        }
    }

    private static Optional<Integer> sensible(int columns) {
        return columns == 0 ? Optional.empty() : Optional.of(Math.min(WIDEST, Math.max(NARROWEST, columns)));
    }
}
