// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.lab.Lab;
import java.nio.file.Path;

/** Tells a person how to visit a lab that stays up. */
final class DemoVisit {

    private DemoVisit() {}

    static void invite(Lab lab, Path secrets, Terminal terminal) {
        int entry = lab.traefik().entry().getPort();
        terminal.heading("The lab stays up until this process ends (Ctrl-C, or kill %d)"
                .formatted(ProcessHandle.current().pid()));
        terminal.line("  dig +short @127.0.0.1 -p %d jellyfin.home.arpa"
                .formatted(lab.dns().port()));
        terminal.line(
                "  curl --resolve jellyfin.home.arpa:%1$d:127.0.0.1 http://jellyfin.home.arpa:%1$d/".formatted(entry));
        terminal.line("  dashboard:  " + lab.glance().uri());
        terminal.line("  inventory:  " + lab.inventory());
        terminal.line("  its secrets: . " + secrets);
    }
}
