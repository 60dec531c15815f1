package com.example.adguard;

import dev.homelab.model.value.SecretRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;

/**
 * An AdGuard Home.
 *
 * @param url the address of its web interface
 * @param user the user who signs in
 * @param password that user's password
 */
public record AdGuardSettings(
        @NotNull(message = "is required, such as http://192.0.2.53:3000") URI url,
        @NotBlank(message = "is required, such as homelab") String user,
        @NotNull(message = "is required, such as env:ADGUARD_PASSWORD") @Valid SecretRef password) {}
