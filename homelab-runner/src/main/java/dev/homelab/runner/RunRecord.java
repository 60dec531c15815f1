// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.adapter.support.ssh.SshHosts;
import dev.homelab.model.Catalog;
import dev.homelab.provision.Cancellation;
import dev.homelab.runner.record.Journals;
import dev.homelab.runner.record.LockedException;
import dev.homelab.runner.record.PastRun;
import dev.homelab.runner.record.RunLocks;
import dev.homelab.runner.record.SignedFolder;
import dev.homelab.runner.resolve.Resolver;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a homelab remembers of its runs, and who may run now. Needs the root key, which signs the
 * record, and the secrets of the way there, and holds no connection between calls.
 */
public final class RunRecord {

    private static final Logger LOG = LoggerFactory.getLogger(RunRecord.class);

    private final Catalog catalog;
    private final RunEnvironment environment;
    private final RunOptions options;

    RunRecord(Catalog catalog, RunEnvironment environment, RunOptions options) {
        this.options = options;
        this.catalog = catalog;
        this.environment = environment;
    }

    /** Returns the last runs that had something to change, the oldest first. */
    public List<PastRun> runs() {
        return inFolder((folder, cancellation) -> new Journals(folder, environment.clock()).runs());
    }

    /** Returns the run of the pipeline that the options name, if none of its stages has ended it yet; empty if another run came after it. */
    public Optional<PastRun> interrupted() {
        return inFolder((folder, cancellation) -> new Journals(folder, environment.clock())
                .interrupted(options.holder().orElse("")));
    }

    /**
     * Acquires the lock for all runs of the holder that the options name.
     *
     * @throws dev.homelab.runner.record.LockedException if another run or holder has it
     */
    public void acquireLock() {
        inGate(RunLocks::reserve);
    }

    /**
     * Releases it again.
     *
     * @throws dev.homelab.runner.record.LockedException if another holder has it
     */
    public void releaseLock() {
        inGate(RunLocks::free);
    }

    /** Releases the lock if the holder has it, and does nothing if another has. */
    public void releaseLockIfHeld() {
        try {
            releaseLock();
        } catch (LockedException e) {
            LOG.info("The lock has another holder: {}", e.getMessage());
        }
    }

    private void inGate(UnaryOperator<RunLocks> work) {
        inFolder((folder, cancellation) -> work.apply(new RunLocks(folder, options.lockOptions(), cancellation)));
    }

    private <T> T inFolder(BiFunction<SignedFolder, Cancellation, T> work) {
        Secrets secrets = environment.secrets();
        RootKey key = new Resolver(secrets).rootKey(catalog);
        return options.cancellation().attend(cancellation -> {
            try (SshHosts hosts = new SshHosts(catalog.inventory(), secrets).cancelledBy(cancellation)) {
                return work.apply(RecordPlace.of(catalog.inventory(), hosts, key, environment::folder), cancellation);
            }
        });
    }
}
