// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.adapter.support.ssh.SshHosts;
import dev.homelab.model.Catalog;
import dev.homelab.provision.Cancellation;
import dev.homelab.runner.record.Gate;
import dev.homelab.runner.record.Journals;
import dev.homelab.runner.record.LockedException;
import dev.homelab.runner.record.PastRun;
import dev.homelab.runner.record.SignedFolder;
import dev.homelab.runner.resolve.Resolver;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a homelab remembers of its runs, and who may run now. Needs the root key, which signs the
 * record, and the secrets of the way there, and holds no connection between calls.
 */
public final class RunRecord {

    private static final Logger LOG = LoggerFactory.getLogger(RunRecord.class);

    private final Catalog catalog;
    private final Secrets secrets;
    private final Clock clock;
    private final Cancellation cancellation;

    RunRecord(Catalog catalog, Secrets secrets, Clock clock, Cancellation cancellation) {
        this.cancellation = cancellation;
        this.catalog = catalog;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Returns the last runs that had something to change, the oldest first. */
    public List<PastRun> runs() {
        return inFolder(folder -> new Journals(folder, clock).runs());
    }

    /** Returns the run of a pipeline that none of its stages has ended yet; empty if another run came after it. */
    public Optional<PastRun> unfinished(String holder) {
        return inFolder(folder -> new Journals(folder, clock).unfinished(holder));
    }

    /**
     * Keeps the homelab for the runs of one holder; see {@link Homelab#entering}.
     *
     * @throws dev.homelab.runner.record.LockedException if another run or holder has it
     */
    public void reserve(Gate.Pass pass) {
        inFolder(folder -> new Gate(folder, pass, cancellation).reserve());
    }

    /**
     * Frees it again.
     *
     * @throws dev.homelab.runner.record.LockedException if another holder has it
     */
    public void free(Gate.Pass pass) {
        inFolder(folder -> new Gate(folder, pass, cancellation).free());
    }

    /** Frees it likewise if the holder has it; leaves it to another who has. */
    public void freeIfHeld(Gate.Pass pass) {
        try {
            free(pass);
        } catch (LockedException e) {
            LOG.info("It is another's: {}", e.getMessage());
        }
    }

    private <T> T inFolder(Function<SignedFolder, T> work) {
        RootKey key = new Resolver(secrets).rootKey(catalog);
        return cancellation.attend(() -> {
            try (SshHosts hosts = new SshHosts(catalog.inventory(), secrets)) {
                return work.apply(Opened.record(catalog.inventory(), hosts, key));
            }
        });
    }
}
