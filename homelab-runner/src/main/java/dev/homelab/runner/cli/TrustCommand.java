// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.adapter.support.ssh.HostKey;
import dev.homelab.adapter.support.ssh.HostKey.Standing;
import dev.homelab.adapter.support.ssh.HostKeys;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.cli.option.Agreement;
import dev.homelab.runner.cli.option.Definitions;
import dev.homelab.runner.detect.OwnPlace;
import dev.homelab.runner.guard.Names;
import dev.homelab.runner.render.Json;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets a person see the key of a host, and remembers it. */
@Command(
        name = "trust",
        description = {
            "Show the key of a host and, once confirmed, remember it.",
            "The key is added to the file that the inventory names. A host whose key is not there is never signed in to. "
                    + "Exit code 4 if it is not confirmed."
        },
        footer = {
            "  homelab hosts trust media",
            "  homelab hosts trust media --fingerprint SHA256:iZOK9pDlgGv2PoHiR3bLySbNbmCNPFmLBTKuOGrvvqA",
            "  homelab hosts trust media --yes"
        })
final class TrustCommand extends DefinitionsCommand {

    @Parameters(paramLabel = "HOST", description = "The name of the host in the inventory.")
    private String host = "";

    @Mixin
    private Agreement agreement = new Agreement();

    @Option(
            names = "--fingerprint",
            paramLabel = "SHA256:...",
            description = "Trust the key if this is its fingerprint, as ssh-keygen -lf prints it on the host itself.")
    private Optional<String> fingerprint = Optional.empty();

    @Override
    Homelab read(Definitions definitions) {
        return definitions.readInventory();
    }

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        HostKeys keys = homelab.hostKeys();
        Names.check("host with SSH", List.of(host), keys.hosts());
        HostKey key = keys.ask(host);
        boolean isNew = key.standing() == Standing.UNKNOWN;
        if (isNew && !json) {
            terminal.lines(List.of("Host %s shows the key".formatted(host), "", "  " + name(key), ""));
        }
        boolean isOther = fingerprint.isPresent() && !fingerprint.get().equals(key.fingerprint());
        if ((isOther && key.standing() == Standing.KNOWN) || (isNew && !isAgreed(key, terminal))) {
            terminal.problems(List.of(notAgreed(key)), json);
            return Ending.REFUSED;
        }
        Optional<String> refusal = isNew ? OwnPlace.refusalOfFile(keys.file(host)) : Optional.empty();
        if (refusal.isPresent()) {
            terminal.problems(List.of(notWritten(keys, refusal.get())), json);
            return Ending.REFUSED;
        }
        keys.trust(host, key);
        terminal.line(json ? Json.of(host, key) : said(isNew, keys));
        return Ending.DONE;
    }

    private boolean isAgreed(HostKey key, Terminal terminal) {
        return agreement.isGiven()
                || fingerprint
                        .map(key.fingerprint()::equals)
                        .orElseGet(
                                () -> terminal.isAgreed("Is it what the host itself says, and is it to be trusted?"));
    }

    private String said(boolean isNew, HostKeys keys) {
        return isNew
                ? "Trusted from now on, by a line in %s.".formatted(keys.file(host))
                : "Trusted already, by a line in %s.".formatted(keys.file(host));
    }

    private Problem notAgreed(HostKey key) {
        return new Problem(
                "host not trusted",
                Where.nowhere(),
                "\"%s\" shows the key %s, which is not confirmed.".formatted(host, name(key)),
                "ask the host itself (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), and say what it says:\n\n"
                        + "  homelab hosts trust " + host + " --fingerprint SHA256:...");
    }

    private Problem notWritten(HostKeys keys, String reason) {
        return new Problem(
                "known hosts not writable",
                Where.nowhere(),
                "the key is not added to \"%s\": %s in the work tree, so a merge request can lead it to any file of yours."
                        .formatted(keys.file(host), reason),
                "name a file that is no link as knownHosts in the inventory.");
    }

    private static String name(HostKey key) {
        return key.type() + " " + key.fingerprint();
    }
}
