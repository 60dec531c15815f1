// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.real;

import dev.homelab.problem.Where;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.Folder;
import dev.homelab.spi.RemoteHost;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A real host whose writes are watched.
 *
 * @param real the host itself
 */
record WatchedHost(RemoteHost real, Watch watch) implements RemoteHost {

    private static final Pattern CHANGES = Pattern.compile(
            "install .*|docker (tag|pull|network create|stack deploy|stack rm|config create|config rm|secret create|secret rm) .*|docker compose .* (up|down|stop)( .*)?");

    @Override
    public Where where() {
        return real.where();
    }

    @Override
    public CommandResult run(List<String> argv, String input, Duration limit) {
        return CHANGES.matcher(String.join(" ", argv)).matches()
                ? watch.run(where(), () -> real.run(argv, input, limit))
                : real.run(argv, input, limit);
    }

    @Override
    public CommandResult run(List<String> argv, OutputStream output, Duration limit) {
        return real.run(argv, output, limit); // only what reads is asked for bytes
    }

    @Override
    public Folder folder(String path) {
        return new WatchedFolder(real.folder(path), where(), watch);
    }
}
