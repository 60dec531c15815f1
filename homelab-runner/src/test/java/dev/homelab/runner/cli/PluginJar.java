// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A jar with plugins that a test compiles: the kind of target {@code shelf} and the scheme of secrets {@code vault}. */
final class PluginJar {

    private static final String SHELF = """
            package sample;

            import dev.homelab.model.inventory.Target;
            import dev.homelab.model.inventory.Wave;
            import dev.homelab.provision.Provisioner;
            import dev.homelab.spi.Context;

            public final class Shelf implements dev.homelab.spi.Adapter<Shelf.Settings> {
                public record Settings(@jakarta.validation.constraints.NotBlank(message = "is required") String place) {}
                @Override public String kind() { return "shelf"; }
                @Override public Wave wave() { return Wave.NAMING; }
                @Override public Class<Settings> settings() { return Settings.class; }
                @Override public Provisioner<?> provisioner(Target target, Settings settings, Context context) {
                    return new Empty();
                }
            }
            """;

    private static final String EMPTY = """
            package sample;

            import dev.homelab.model.ResolvedCatalog;
            import dev.homelab.provision.*;
            import java.util.List;

            final class Empty implements Provisioner<Empty.Book> {
                record Book(String key, String summary) implements Resource {}
                @Override public Class<Book> resourceType() { return Book.class; }
                @Override public List<Desired<Book>> desired(ResolvedCatalog catalog) { return List.of(); }
                @Override public Session<Book> open() {
                    return new OneByOneSession<>() {
                        @Override public List<Observed<Book>> observe() { return List.of(); }
                        @Override public void put(Observed<Book> picture) {}
                        @Override public void remove(Observed<Book> picture) {}
                        @Override public void close() {}
                    };
                }
            }
            """;

    /** Counts how often it is made, and says so in a process of its own. */
    private static final String VAULT = """
            package sample;

            import dev.homelab.model.value.SecretRef;
            import dev.homelab.problem.Where;
            import java.util.Map;

            public final class Vault implements dev.homelab.spi.SecretSource {
                public Vault() {
                    System.setProperty("sample.made", Integer.toString(Integer.getInteger("sample.made", 0) + 1));
                    if (Boolean.getBoolean("sample.says")) {
                        System.out.println("a vault is made");
                    }
                }
                @Override public String scheme() { return "vault"; }
                @Override public String find(SecretRef reference, Map<String, String> environment, Where where) {
                    return "value-of-" + reference.location();
                }
            }
            """;

    private PluginJar() {}

    /** Compiles the plugins into a jar. */
    static Path write(Path jar) throws IOException {
        return write(jar, "sample.Shelf", "sample.Vault");
    }

    /** Compiles the plugins into a jar that names these classes as its adapter and its source of secrets. */
    static Path write(Path jar, String adapter, String source) throws IOException {
        Map<String, byte[]> files = new TreeMap<>(compiled(jar.resolveSibling(jar.getFileName() + ".classes")));
        files.put("META-INF/services/dev.homelab.spi.Adapter", adapter.getBytes(StandardCharsets.UTF_8));
        files.put("META-INF/services/dev.homelab.spi.SecretSource", source.getBytes(StandardCharsets.UTF_8));
        Files.createDirectories(jar.getParent());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new JarEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return jar;
    }

    /** Returns how often the plugins of jars were made in this process. */
    static int made() {
        return Integer.getInteger("sample.made", 0);
    }

    private static Map<String, byte[]> compiled(Path folder) throws IOException {
        Files.createDirectories(folder);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> options =
                List.of("-d", folder.toString(), "-proc:none", "-classpath", System.getProperty("java.class.path"));
        List<Source> units = List.of(
                new Source("sample.Shelf", SHELF),
                new Source("sample.Rack", SHELF.replace("Shelf", "Rack")),
                new Source("sample.Empty", EMPTY),
                new Source("sample.Vault", VAULT));
        assertThat(compiler.getTask(null, null, diagnostics, options, null, units)
                        .call())
                .as(() -> diagnostics.getDiagnostics().toString())
                .isTrue();
        Map<String, byte[]> classes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                classes.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return classes;
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
