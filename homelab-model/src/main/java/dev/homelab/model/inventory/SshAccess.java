// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.inventory;

import dev.homelab.model.value.SecretRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;

/**
 * How this program signs in to the hosts.
 *
 * @param user on hosts that name no other
 * @param key the private key, Ed25519 or RSA, in OpenSSH or PEM format; a certificate beside it is used, too
 * @param passphrase what the key is encrypted with; none when absent
 * @param knownHosts the file of the hosts' keys; a host that is not in it is not spoken to
 */
public record SshAccess(
        @NotBlank(message = "is required, such as homelab") String user,

        @NotNull(message = "is required, such as file:~/.ssh/homelab_ed25519") @Valid
        SecretRef key,

        Optional<@Valid SecretRef> passphrase,

        @NotNull(message = "is required, such as file:~/.ssh/known_hosts") @Valid
        SecretRef knownHosts) {}
