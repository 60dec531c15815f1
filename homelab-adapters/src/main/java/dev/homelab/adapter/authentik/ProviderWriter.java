// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes, changes and takes away providers. What is as wanted already is left alone. */
final class ProviderWriter {

    static final String AUTHORIZATION = "default-provider-authorization-implicit-consent";
    static final String INVALIDATION = "default-provider-invalidation-flow";

    private final AuthentikClient client;
    private final AuthentikProblems problems;
    private final ProviderFields fields;
    private final Map<String, String> flows = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private boolean isTakenKnown;

    ProviderWriter(AuthentikClient client, AuthentikProblems problems, ProviderFields fields) {
        this.client = client;
        this.problems = problems;
        this.fields = fields;
    }

    /**
     * Returns what makes a new provider, whose name is free: older servers take one of that name over without a word.
     *
     * @param unmanaged what the one before had that no definition says
     */
    Map<String, Object> creation(Provider wanted, Map<String, Object> unmanaged) {
        if (isTaken(wanted.name())) {
            throw problems.nameTaken(wanted.name());
        }
        Map<String, Object> creation = new LinkedHashMap<>(unmanaged);
        creation.putAll(fields.of(wanted));
        creation.computeIfAbsent("authorization_flow", name -> flow(AUTHORIZATION));
        creation.computeIfAbsent("invalidation_flow", name -> flow(INVALIDATION));
        return creation;
    }

    /**
     * Makes the provider as wanted, and returns its key. One of another kind is taken away first, since no two may have
     * the same name; until there is a new one, no visitor can sign in.
     */
    int put(Provider wanted, Map<String, Object> unmanaged, @Nullable ProviderRow row) {
        if (row != null && row.held().type().equals(wanted.type())) {
            change(wanted, row);
            return row.pk();
        }
        if (row != null) {
            delete(row);
        }
        Map<String, Object> creation = creation(wanted, unmanaged);
        return client.provider(api -> api.create(wanted.path(), creation)).pk();
    }

    void delete(ProviderRow row) {
        client.deleteProvider(api -> api.delete(row.held().path(), row.pk()));
        taken.remove(row.name());
    }

    /** Asks once for all names; what this writer makes is never asked for twice. */
    private boolean isTaken(String name) {
        if (!isTakenKnown) {
            taken.addAll(client.providerKeys().keySet());
            isTakenKnown = true;
        }
        return taken.contains(name);
    }

    private void change(Provider wanted, ProviderRow row) {
        Map<String, Object> changes = fields.changes(row.held(), wanted);
        if (!changes.isEmpty()) {
            client.provider(api -> api.change(wanted.path(), row.pk(), changes));
        }
    }

    private String flow(String slug) {
        return flows.computeIfAbsent(
                slug,
                wanted -> client.flow(wanted)
                        .orElseThrow(() -> problems.refusal(problems.flowMissing(wanted)))
                        .pk());
    }
}
