// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder a demo works in; gone when it ends. */
public final class DemoFolder {

    private static final Pattern IMAGE = Pattern.compile("(image: *\"?)([^\\s\"]+)");

    private final Path folder;

    private DemoFolder(Path folder) {
        this.folder = folder;
    }

    public static DemoFolder make() {
        try {
            return new DemoFolder(Files.createTempDirectory("homelab-demo-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path lab() {
        return folder.resolve("lab");
    }

    public Path secrets() {
        return folder.resolve("demo.env");
    }

    public Path services() {
        return folder.resolve("services");
    }

    /** Copies the definitions, one of them with a new version of its first image, and returns that image. */
    public String copyWithNewImage(Path from, String service) {
        String image = "";
        for (Path file : definitions(from)) {
            String text = read(file);
            Matcher old = IMAGE.matcher(text);
            if (file.getFileName().toString().equals(service + ".yaml") && old.find()) {
                image = old.group(2) + "-new";
                text = text.substring(0, old.start(2)) + image + text.substring(old.end(2));
            }
            write(services().resolve(from.relativize(file)), text);
        }
        if (image.isEmpty()) {
            throw new IllegalArgumentException(service + " has no image in " + from + ". This is a bug in homelab.");
        }
        return image;
    }

    /** Removes it, if it is still there. */
    public void remove() {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> definitions(Path folder) {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(file -> file.toString().matches(".*\\.(yaml|java)"))
                    .filter(file -> folder.relativize(file).getNameCount() == 2)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
