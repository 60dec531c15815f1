// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab;

import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/**
 * The secrets of one lab, different for each.
 *
 * @param root the root key
 * @param pihole the password of Pi-hole
 * @param authentik the token of Authentik
 * @param others what the servers take that stand in the place of those two
 */
record LabSecrets(String root, String pihole, String authentik, String others) {

    private static final int BYTES = 24;

    static LabSecrets make() {
        return new LabSecrets(random(), random(), random(), random());
    }

    Map<String, String> environment(URI webhook) {
        return Map.of(
                "HOMELAB_KEY",
                root,
                "PIHOLE_PASSWORD",
                pihole,
                "AUTHENTIK_TOKEN",
                authentik,
                "KEYCLOAK_SECRET",
                others,
                "ADGUARD_PASSWORD",
                others,
                "DISCORD_WEBHOOK",
                webhook.toString());
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
