// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.homelab.model.value.ServiceName;
import dev.homelab.report.Ending;
import java.util.List;
import java.util.Optional;

/**
 * How one service is at the moment: what its targets say of it, and how far it is from its definition.
 *
 * @param service its name
 * @param host the machine that runs it; empty if it has no container, or no definition
 * @param images those of its containers, as the definition writes them
 * @param urls where people reach it
 * @param health what its targets say of it
 * @param findings what speaks against it, a sentence each
 * @param pending how many changes its definition asks for
 * @param drift how many changes would undo what was changed by hand
 * @param lastRun the last run that was to change it; empty if none is recorded
 */
public record ServiceStatus(
        ServiceName service,
        Optional<String> host,
        List<String> images,
        List<String> urls,
        Health health,
        List<String> findings,
        int pending,
        int drift,
        Optional<LastRun> lastRun) {

    public ServiceStatus {
        images = List.copyOf(images);
        urls = List.copyOf(urls);
        findings = List.copyOf(findings);
    }

    /** What the targets of a service say of it. */
    public enum Health {
        /** Nothing speaks against it. */
        HEALTHY,
        /** It is on its way, such as a container whose health check has not passed yet. */
        STARTING,
        /** It is paused, and nothing speaks against that. */
        PAUSED,
        /** A target says that something is wrong. */
        UNHEALTHY,
        /** A target of it is unreachable, so that its state is not known. */
        UNKNOWN,
        /** It has a definition, and was never applied. */
        NEW,
        /** It is at a target, and has no definition any more. */
        UNDEFINED
    }

    /**
     * A run that was to change a service.
     *
     * @param ending how it ended; empty while it runs, and for good if it was killed
     */
    public record LastRun(String run, Optional<Ending> ending) {}

    /** Returns whether a person should look at it. */
    @JsonIgnore
    public boolean isBad() {
        return health == Health.UNHEALTHY || health == Health.UNKNOWN;
    }
}
