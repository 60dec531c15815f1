// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.rfc2136;

import dev.homelab.model.value.SecretRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/**
 * The key that signs what is asked of a DNS server (TSIG).
 *
 * @param name as the server's configuration has it
 * @param algorithm as the server's configuration has it; {@code hmac-sha256} when absent
 * @param secret where the key itself is found, in Base64 as {@code tsig-keygen} and {@code keymgr} write it
 */
public record DnsKey(
        @NotNull(message = "is required, such as homelab")
        @Pattern(
                regexp = "^[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63}){0,9}$",
                message = "must be a name as the DNS server has it, such as homelab")
        String name,

        Optional<
                        @Pattern(
                                regexp = "^hmac-sha(1|224|256|384|512)$",
                                message =
                                        "must be hmac-sha1, -sha224, -sha256, -sha384 or -sha512, such as hmac-sha256")
                        String>
                algorithm,

        @NotNull(message = "is required, such as env:DNS_KEY") @Valid
        SecretRef secret) {

    String algorithmOrUsual() {
        return algorithm.orElse("hmac-sha256");
    }
}
