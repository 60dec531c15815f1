// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.adapter.support.ssh.EarlyConnections;
import dev.homelab.report.Watcher;
import dev.homelab.spi.Adapter;
import dev.homelab.spi.Plugins;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What a homelab gives to all of its runs. Nothing in it changes.
 *
 * @param secrets finds the secrets that definitions refer to
 * @param plugins the kinds of target and of notification
 * @param clock says when runs begin
 * @param folder where the path of a run record on this machine begins, if it is relative
 * @param watcher follows what runs are at work on
 * @param executor does what can be done in parallel; empty for threads of our own
 * @param early connections that have begun
 */
record RunEnvironment(
        Secrets secrets,
        Plugins plugins,
        Clock clock,
        Path folder,
        Watcher watcher,
        Optional<Executor> executor,
        EarlyConnections early) {

    /** Returns the same with other secrets, and without connections. */
    RunEnvironment with(Secrets others) {
        return new RunEnvironment(others, plugins, clock, folder, watcher, executor, new EarlyConnections());
    }

    List<Adapter<?>> adapters() {
        return plugins.adapters();
    }

    /** Returns a folder of this machine; {@code ~} is the home folder. */
    Path folder(String path) {
        return folder.resolve(secrets.file(path));
    }

    ParallelExecutor threads() {
        return new ParallelExecutor(executor);
    }
}
