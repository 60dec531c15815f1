// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import dev.homelab.adapter.authentik.AuthentikApi.NamedRow;
import dev.homelab.adapter.authentik.ProviderApi.MappingRow;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What providers point at, between the names that records hold and the keys that the server gave. Pure.
 *
 * <p>A mapping of Authentik's own is named by what manages it, any other by its name, which is unique on a server.
 *
 * @param mappings of scopes and of SAML, together
 * @param keys key pairs that have a private key
 */
record References(List<MappingRow> mappings, List<NamedRow> keys) {

    List<String> mappingNames(List<String> pks) {
        return pks.stream().map(this::mappingName).sorted().toList();
    }

    Optional<String> mapping(String name) {
        return mappings.stream()
                .filter(row -> name.equals(row.managed()) || name.equals(row.name()) || name.equals(row.pk()))
                .map(MappingRow::pk)
                .findFirst();
    }

    /** Returns the name of a key pair, empty for none. */
    String keyName(@Nullable String pk) {
        return keys.stream()
                .filter(row -> row.pk().equals(pk))
                .map(NamedRow::name)
                .findFirst()
                .orElse(pk == null ? "" : pk);
    }

    Optional<String> key(String name) {
        return keys.stream()
                .filter(row -> row.name().equals(name) || row.pk().equals(name))
                .map(NamedRow::pk)
                .findFirst();
    }

    private String mappingName(String pk) {
        return mappings.stream()
                .filter(row -> row.pk().equals(pk))
                .map(row -> row.managed() == null ? row.name() : row.managed())
                .findFirst()
                .orElse(pk);
    }
}
