// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.secret;

import dev.homelab.model.value.SecretRef;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.SecretSource;
import java.util.Map;

/** Secrets in environment variables: {@code env:NAME}. */
public final class EnvironmentSource implements SecretSource {

    @Override
    public String scheme() {
        return "env";
    }

    @Override
    public String find(SecretRef reference, Map<String, String> environment, Where where) {
        String value = environment.get(reference.location());
        if (value == null) {
            throw new TargetException(new Problem(
                    "secret not found",
                    where,
                    "the environment variable \"%s\" is not set.".formatted(reference.location()),
                    "set it where this runs, for a pipeline as a protected and masked variable."));
        }
        return value;
    }
}
