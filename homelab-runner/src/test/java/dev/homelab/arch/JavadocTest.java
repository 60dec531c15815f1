// SPDX-License-Identifier: Apache-2.0
package dev.homelab.arch;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.DocumentationTool;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The javadoc of the API is made without a warning. That a method whose name says all has none is no warning here. */
@Tag("proof")
class JavadocTest {

    private static final Path TOP = Path.of("..");

    @TempDir
    private Path folder;

    @Test
    void theJavadocOfTheApiIsMadeWithoutAWarning() throws IOException {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        DocumentationTool javadoc = ToolProvider.getSystemDocumentationTool();
        try (StandardJavaFileManager files =
                javadoc.getStandardFileManager(diagnostics, Locale.ENGLISH, StandardCharsets.UTF_8)) {
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath());
            files.setLocationFromPaths(DocumentationTool.Location.DOCUMENTATION_OUTPUT, List.of(folder));
            List<String> options = List.of("-quiet", "-Xdoclint:all,-missing", "-Xmaxwarns", "1000", "--release", "17");
            Iterable<? extends JavaFileObject> sources = files.getJavaFileObjectsFromPaths(sources());

            boolean made = javadoc.getTask(Writer.nullWriter(), files, diagnostics, null, options, sources)
                    .call();

            assertThat(diagnostics.getDiagnostics().stream().map(JavadocTest::text))
                    .isEmpty();
            assertThat(made).isTrue();
        }
    }

    private static List<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .map(Path::of)
                .toList();
    }

    private static List<Path> sources() throws IOException {
        Set<String> folders = new TreeSet<>();
        ApiTest.API.forEach(name -> folders.add(name.replace('.', '/')));
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("model", "lab", "runner")) {
            Path root = TOP.resolve("homelab-" + module + "/src/main/java");
            for (String name : folders) {
                if (Files.isDirectory(root.resolve(name))) {
                    try (Stream<Path> files = Files.list(root.resolve(name))) {
                        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                    }
                }
            }
        }
        return sources;
    }

    private static String text(Diagnostic<? extends JavaFileObject> diagnostic) {
        String place = diagnostic.getSource() == null
                ? ""
                : Path.of(diagnostic.getSource().toUri()).getFileName() + ":" + diagnostic.getLineNumber() + ": ";
        return place + diagnostic.getMessage(Locale.ENGLISH).lines().collect(joining(" "));
    }
}
