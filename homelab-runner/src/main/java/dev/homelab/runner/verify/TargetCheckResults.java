// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.CheckResult;
import java.util.List;
import java.util.Map;

/**
 * What was found of services.
 *
 * @param target the name of the target that sees to it
 * @param findings what was looked at
 * @param problems the cause of what is not as it should be, where the look shows it
 */
public record TargetCheckResults(
        String target, Map<ServiceName, List<CheckResult>> findings, Map<ServiceName, List<Problem>> problems) {

    /** What a target says, of which it explains the cause itself. */
    public TargetCheckResults(String target, Map<ServiceName, List<CheckResult>> findings) {
        this(target, findings, Map.of());
    }
}
