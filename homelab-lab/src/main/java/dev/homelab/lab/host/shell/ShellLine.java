// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One line of shell text, as the commands it stands for.
 *
 * <pre>
 * mkdir -p '/opt/it'\''s' &amp;&amp; docker ps ; true
 * </pre>
 *
 * @param steps in the order they are written
 */
public record ShellLine(List<Step> steps) {

    public ShellLine {
        steps = List.copyOf(steps);
    }

    /**
     * Splits text into commands and words.
     *
     * @throws ShellSyntaxException for anything a shell would expand, redirect or pipe
     */
    public static ShellLine parse(String text) {
        List<Step> steps = new ArrayList<>();
        List<String> words = new ArrayList<>();
        boolean onlyAfterSuccess = false;
        Words input = new Words(text);
        while (input.hasMore()) {
            Words.Token token = input.next();
            if (token.isJoint()) {
                steps.add(step(onlyAfterSuccess, words, token.text()));
                onlyAfterSuccess = token.text().equals("&&");
                words.clear();
            } else {
                words.add(token.text());
            }
        }
        if (!words.isEmpty()) {
            steps.add(step(onlyAfterSuccess, words, ""));
        } else if (onlyAfterSuccess) {
            throw new ShellSyntaxException("unexpected end after \"&&\"");
        }
        return new ShellLine(steps);
    }

    /** Runs the commands one after the other; one behind {@code &&} only if what came before it succeeded. */
    public Output run(Function<List<String>, Output> command) {
        Output all = Output.SILENT;
        for (Step step : steps) {
            if (all.succeeded() || !step.onlyAfterSuccess()) {
                all = all.then(command.apply(step.argv()));
            }
        }
        return all;
    }

    private static Step step(boolean onlyAfterSuccess, List<String> words, String next) {
        if (words.isEmpty()) {
            throw new ShellSyntaxException("unexpected \"" + next + "\"");
        }
        return new Step(onlyAfterSuccess, words);
    }
}
