package com.example.extras;

import dev.homelab.report.Ending;
import dev.homelab.report.Notifier;
import dev.homelab.report.Report;
import dev.homelab.spi.HttpClient;
import dev.homelab.spi.NotifierFactory;
import dev.homelab.spi.SecretResolver;
import jakarta.validation.constraints.NotBlank;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The key {@code log} under {@code notify:}: adds a line to a file for each run that ends. */
public final class LogFactory implements NotifierFactory<LogFactory.Settings> {

    /**
     * What the inventory says of it.
     *
     * @param file the file to write to
     */
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
        return report -> report.ending().ifPresent(ending -> append(Path.of(settings.file()), report, ending));
    }

    private static void append(Path file, Report report, Ending ending) {
        try {
            String line = report.homelab() + " " + ending + "\n";
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
