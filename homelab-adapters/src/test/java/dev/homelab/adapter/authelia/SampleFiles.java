// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authelia;

/** Files as people may have them. */
final class SampleFiles {

    /** The digest of {@code by hand}, with few rounds. */
    static final String DIGEST = "$pbkdf2-sha512$1000$c2FsdHNhbHRzYWx0c2FsdA$" + "q".repeat(86);

    static final String BY_HAND = """
            # clients of my own

            - client_id: 'nas'   # the box in the hall
              client_name: 'NAS'
              client_secret: '%s'
              redirect_uris:
                - 'https://nas.home.arpa/callback'
            - {"client_id": "printer", "public": true, "redirect_uris": ["https://printer.home.arpa/"]} # mine
            """.formatted(DIGEST);

    static final String IN_THE_WAY = """
            - {"client_id": "client-app", "public": true, "redirect_uris": ["https://app.home.arpa/"], "scopes": ["openid"]}
            """;

    private SampleFiles() {}
}
