// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import dev.homelab.model.Definition;
import dev.homelab.model.DefinitionSource;
import dev.homelab.model.Service;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * Writes a service as the text of a class that defines it. What the class defines equals the service.
 *
 * <p>It follows the types of the records and the names of the builders' verbs and their parameters, so it knows every
 * verb that a person knows.
 */
public final class JavaSource {

    private static final Pattern BETWEEN_WORDS = Pattern.compile("-+");

    private JavaSource() {}

    /** Returns the text of the file; its class is named after the service, its package after the category. */
    public static String write(Definition definition) {
        String packageName = packageName(definition.category());
        String category = packageName.equals(definition.category())
                ? ""
                : ".in(" + JavaLiterals.quoted(definition.category()) + ")";
        JavaSourceWriter words = new JavaSourceWriter();
        String call = words.call(BuilderVerbs.of(Dsl.class, "define"), definition.service());
        String imports = imports(words).stream().map("import %s;\n"::formatted).collect(Collectors.joining());
        return """
                package %s;

                import static dev.homelab.model.dsl.Dsl.define;

                %s
                /** Defines the service %s. */
                public final class %s implements DefinitionSource {

                    @Override
                    public List<Definition> definitions() {
                        return List.of(%s%s);
                    }
                }
                """.formatted(
                packageName, imports, definition.service().name(), className(definition.service()), call, category);
    }

    /** Returns the name of the class that a service is written as. */
    public static String className(Service service) {
        return BETWEEN_WORDS
                .splitAsStream(service.name().value())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static NavigableSet<String> imports(JavaSourceWriter words) {
        NavigableSet<String> imports = new TreeSet<>(words.imports());
        Stream.of(Definition.class, DefinitionSource.class, List.class)
                .map(Class::getName)
                .forEach(imports::add);
        return imports;
    }

    private static String packageName(String category) {
        String name = category.replaceAll("[^\\p{Alnum}_]", "_");
        return SourceVersion.isName(name) ? name : "_" + name;
    }
}
