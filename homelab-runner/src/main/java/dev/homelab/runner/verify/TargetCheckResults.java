// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.CheckResult;
import java.util.List;
import java.util.Map;

/**
 * What was found of services.
 *
 * @param target the name of the target that sees to it
 */
public record TargetCheckResults(String target, Map<ServiceName, List<CheckResult>> findings) {}
