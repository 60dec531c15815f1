// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authelia;

import dev.homelab.model.inventory.SignInSettings;
import dev.homelab.model.pattern.Patterns;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What the inventory says of an Authelia.
 *
 * @param host the machine it runs on, as named in the inventory
 * @param directory the folder on that machine with the files that its configuration includes, from the root on
 * @param url where it answers, for homelab and for the proxy
 * @param portal where visitors sign in; {@code url} when absent
 * @param restart the command and its arguments that restart it, on that machine
 * @param validate the command and its arguments that judge its configuration, on that machine; none when absent
 * @param policy how visitors sign in: {@code one_factor} or {@code two_factor}; {@code one_factor} when absent
 * @param ca a PEM file on the machine that runs this, with the only authority to trust at {@code url}; the system's when absent
 */
public record AutheliaSettings(
        @NotBlank(message = "is required, such as proxy") String host,

        @NotBlank(message = "is required, such as /opt/authelia/homelab")
        @Pattern(regexp = "^/\\S*$", message = "must be a folder from the root on, such as /opt/authelia/homelab")
        String directory,

        @NotNull(message = "is required, such as http://192.0.2.12:9091")
        URI url,

        Optional<URI> portal,

        @NotEmpty(message = "is required, such as [docker, restart, authelia]")
        List<@NotBlank(message = "must not be empty, such as [docker, restart, authelia]") String> restart,

        List<
                        @NotBlank(
                                message =
                                        "must not be empty, such as [docker, exec, authelia, authelia, config, validate]")
                        String>
                validate,
        Optional<
                        @Pattern(
                                regexp = "^(one|two)_factor$",
                                message = "must be one_factor or two_factor, such as two_factor")
                        String>
                policy,
        Optional<@Pattern(regexp = Patterns.TEXT, message = "must not be empty, such as /etc/ssl/home-ca.pem") String>
                ca)
        implements SignInSettings {

    public AutheliaSettings {
        restart = Collections.unmodifiableList(restart == null ? List.of() : restart);
        validate = Collections.unmodifiableList(validate == null ? List.of() : validate);
    }

    /** Returns the policy of those who may pass. */
    String passPolicy() {
        return policy.orElse("one_factor");
    }

    /** Returns where visitors sign in. */
    URI page() {
        return portal.orElse(url);
    }

    @Override
    public String askingPath() {
        return "/api/authz/forward-auth";
    }

    @Override
    public List<String> visitorHeaders() {
        return List.of("Remote-User", "Remote-Groups", "Remote-Email", "Remote-Name");
    }

    /** The parameter that names the page which the visitor asked for. */
    @Override
    public String signInSign() {
        return "rd=";
    }
}
