// SPDX-License-Identifier: Apache-2.0
package dev.homelab.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.CheckResult;
import java.util.List;

/**
 * What a run says of one service in the end.
 *
 * @param service the service
 * @param status the result
 * @param findings what was looked at; empty when it never came that far
 * @param problems why it is not as its definition says, beside what failed within a step
 */
public record Verdict(
        ServiceName service,
        Status status,
        List<CheckResult> findings,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Problem> problems) {

    /** The results. */
    public enum Status {
        /** It is as its definition says, and answers. */
        GOOD,
        /** It is as its definition says, but something that takes longer is still on its way. */
        PENDING,
        /** It is gone, as its missing definition says. */
        REMOVED,
        /** It failed; nothing of it needed to be rolled back. */
        FAILED,
        /** It failed, or the run was cancelled before it was verified; everything of it is as it was before. */
        ROLLED_BACK,
        /** A service that it needs failed; it is as it was before. */
        LEFT_OUT,
        /** It failed, and something could not be rolled back. */
        INCOMPLETE,
        /** The run was cancelled before anything of it was changed. */
        NOT_BEGUN,
        /** The run was cancelled before it was verified; a later job rolls it back. */
        UNVERIFIED
    }

    /** Returns whether the service is as its definition, or the lack of one, says. */
    public boolean endedWell() {
        return status == Status.GOOD || status == Status.PENDING || status == Status.REMOVED;
    }

    public Verdict {
        findings = List.copyOf(findings);
        problems = problems == null ? List.of() : List.copyOf(problems); // absent in JSON if there is none
    }

    /** A verdict that findings say all of. */
    public Verdict(ServiceName service, Status status, List<CheckResult> findings) {
        this(service, status, findings, List.of());
    }
}
