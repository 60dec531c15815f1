package com.example.extras;

import dev.homelab.model.value.SecretRef;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.SecretSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Secrets of a file of lines such as {@code NAME=secret}, which variable SOPS_FILE names: {@code sops:NAME}. */
public final class SopsSource implements SecretSource {

    @Override
    public String scheme() {
        return "sops";
    }

    @Override
    public String find(SecretRef reference, Map<String, String> environment, Where where) {
        try {
            return Files.readAllLines(Path.of(environment.getOrDefault("SOPS_FILE", "secrets.env"))).stream()
                    .filter(line -> line.startsWith(reference.location() + "="))
                    .map(line -> line.substring(line.indexOf('=') + 1))
                    .findFirst()
                    .orElseThrow(() -> missing(reference, where));
        } catch (IOException e) {
            throw missing(reference, where);
        }
    }

    private static TargetException missing(SecretRef reference, Where where) {
        return new TargetException(new Problem(
                "secret not found", where, "\"%s\" is not in the file.".formatted(reference), "add it with sops."));
    }
}
