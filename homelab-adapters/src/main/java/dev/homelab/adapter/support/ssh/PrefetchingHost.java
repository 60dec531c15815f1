// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import dev.homelab.problem.Where;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.Folder;
import dev.homelab.spi.ProgramOutput;
import dev.homelab.spi.RemoteHost;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A host that is asked for several things by one command, before each is asked for by itself. An answer is given once. Any other
 * command may change what they say, so it makes all of them old. For one thread.
 */
public final class PrefetchingHost implements RemoteHost {

    private final RemoteHost host;
    private final Map<List<String>, ProgramOutput> answers = new HashMap<>();

    /** Nothing is fetched yet. */
    public PrefetchingHost(RemoteHost host) {
        this.host = host;
    }

    /**
     * Runs programs that change nothing, and keeps what they print until they are run. Forgets what was fetched before.
     *
     * @param limit how long all of them together may take
     */
    public void fetch(List<List<String>> programs, Duration limit) {
        answers.clear();
        List<ProgramOutput> outputs = host.runEach(programs, limit);
        for (int i = 0; i < programs.size(); i++) {
            answers.put(programs.get(i), outputs.get(i));
        }
    }

    @Override
    public Where where() {
        return host.where();
    }

    @Override
    public CommandResult run(List<String> argv, String input, Duration limit) {
        ProgramOutput answer = input.isEmpty() ? answers.remove(argv) : null;
        if (answer != null) {
            return answer.text();
        }
        answers.clear();
        return host.run(argv, input, limit);
    }

    @Override
    public CommandResult follow(List<String> argv, Consumer<String> errors, Duration limit) {
        answers.clear();
        return host.follow(argv, errors, limit);
    }

    @Override
    public CommandResult run(List<String> argv, OutputStream output, Duration limit) {
        ProgramOutput answer = answers.remove(argv);
        if (answer == null) {
            answers.clear();
            return host.run(argv, output, limit);
        }
        try {
            output.write(answer.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CommandResult(answer.exit(), "", answer.errors());
    }

    @Override
    public List<ProgramOutput> runEach(List<List<String>> programs, Duration limit) {
        return host.runEach(programs, limit);
    }

    @Override
    public Folder folder(String path) {
        return host.folder(path);
    }
}
