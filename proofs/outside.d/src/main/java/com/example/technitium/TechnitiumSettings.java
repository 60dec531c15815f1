package com.example.technitium;

import dev.homelab.model.value.SecretRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;

/**
 * A Technitium DNS Server.
 *
 * @param url the address of its web console
 * @param zone the zone that the names are in, which must be there
 * @param token an API token of a user who may modify that zone
 */
public record TechnitiumSettings(
        @NotNull(message = "is required, such as http://192.0.2.53:5380") URI url,
        @NotBlank(message = "is required, such as home.arpa") String zone,
        @NotNull(message = "is required, such as env:TECHNITIUM_TOKEN") @Valid SecretRef token) {}
