package com.example.extras;

import dev.homelab.report.Notifier;
import dev.homelab.spi.HttpClient;
import dev.homelab.spi.NotifierFactory;
import dev.homelab.spi.SecretResolver;
import jakarta.validation.constraints.NotBlank;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The key {@code log} under {@code notify:}: writes how each run ended into a file. */
public final class FolderFactory implements NotifierFactory<FolderFactory.Settings> {

    /** Where to write. */
    public record Settings(@NotBlank(message = "is required, such as runs.log") String file) {}

    @Override
    public String key() {
        return "log";
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Notifier notifier(Settings settings, SecretResolver secrets, HttpClient http) {
        return report -> report.ending().ifPresent(ending -> {
            try {
                Files.writeString(Path.of(settings.file()), report.homelab() + " " + ending + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
