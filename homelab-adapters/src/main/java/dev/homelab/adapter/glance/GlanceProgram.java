// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import dev.homelab.spi.CommandResult;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Glance itself, asked what it makes of a configuration.
 *
 * @param host where the command is run
 * @param command what validates {@code glance.yml}, word for word
 */
record GlanceProgram(RemoteHost host, String command) {

    private static final Logger LOG = LoggerFactory.getLogger(GlanceProgram.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** How Glance begins when it takes a configuration for wrong (v0.8.4); whatever else is said is not its word. */
    private static final List<String> REFUSALS = List.of("Config file is invalid: ", "Could not parse config file: ");

    /**
     * What it said.
     *
     * @param asked whether there is a word of Glance's at all
     * @param refusal its own words against the files; empty if it takes them, or said nothing
     */
    record Answer(boolean asked, String refusal) {

        static final Answer NONE = new Answer(false, "");

        boolean refused() {
            return !refusal.isEmpty();
        }
    }

    /** Asks about a main file beside the one in force. */
    Answer judge(String main) {
        String end = "/" + PageFiles.MAIN;
        List<String> argv = List.of(command.split(" ")).stream()
                .map(word -> word.endsWith(end) ? word.substring(0, word.length() - end.length() + 1) + main : word)
                .toList();
        CommandResult result = host.run(argv, LIMIT);
        if (result.succeeded()) {
            return new Answer(true, "");
        }
        String words = result.output().strip();
        if (REFUSALS.stream().anyMatch(words::startsWith)) {
            return new Answer(true, words.lines().findFirst().orElse(words));
        }
        LOG.warn("Glance was not asked about its new files, since \"{}\" failed: {}", command, result.reason());
        return Answer.NONE;
    }
}
