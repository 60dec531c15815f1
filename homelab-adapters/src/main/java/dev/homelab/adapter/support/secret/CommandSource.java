// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.secret;

import dev.homelab.model.value.SecretRef;
import dev.homelab.problem.Where;
import dev.homelab.spi.SecretSource;
import java.util.Map;

/** Secrets that commands print: {@code exec:COMMAND}. */
public final class CommandSource implements SecretSource {

    @Override
    public String scheme() {
        return "exec";
    }

    @Override
    public boolean runsPrograms() {
        return true;
    }

    @Override
    public String find(SecretRef reference, Map<String, String> environment, Where where) {
        return new SecretCommand(environment).output(reference, where);
    }
}
