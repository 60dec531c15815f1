// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Service;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.SecretText;
import dev.homelab.problem.Positions;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Quoted;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.groups.Default;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** The Bean Validation constraints on the records, as problems with YAML paths. */
final class Constraints {

    static final String MISSING = "value missing";
    private static final String EXAMPLE = ", such as ";

    /** The validator logs its name and version at INFO when it loads. The field keeps the logger, and so its level. */
    private static final Logger GREETING = Logger.getLogger("org.hibernate.validator.internal.util.Version");

    static {
        GREETING.setLevel(Level.WARNING);
    }

    /** Fewer definitions than these are checked sooner than more threads are started. */
    private static final int FEW = 32;

    /** Starts in a thread of its own, since that takes longer than reading a few definitions. */
    private final CompletableFuture<Validator> validator =
            CompletableFuture.supplyAsync(Constraints::start, Constraints::inThread);

    private static void inThread(Runnable work) {
        Thread thread = new Thread(work, "homelab-validator");
        thread.setDaemon(true);
        thread.start();
    }

    private static Validator start() {
        Validator started = Validation.byDefaultProvider()
                .configure()
                .ignoreXmlConfiguration()
                .messageInterpolator(new ParameterMessageInterpolator())
                .buildValidatorFactory()
                .getValidator();
        started.getConstraintsForClass(Service.class);
        return started;
    }

    List<Problem> check(Catalog catalog, Predicate<Definition> sound) {
        List<Problem> problems = new ArrayList<>(
                check(catalog.inventory(), catalog.inventoryPositions(), Default.class, SecretRef.Everywhere.class));
        List<Definition> definitions =
                catalog.definitions().stream().filter(sound.negate()).toList();
        Stream<Definition> each = definitions.size() < FEW ? definitions.stream() : definitions.parallelStream();
        each.map(definition -> check(definition.service(), definition.positions(), Default.class))
                .toList()
                .forEach(problems::addAll);
        return problems;
    }

    private List<Problem> check(Object record, Positions positions, Class<?>... groups) {
        return validator.join().validate(record, groups).stream()
                .map(violation -> problem(violation, positions))
                .toList();
    }

    private static Problem problem(ConstraintViolation<?> violation, Positions positions) {
        String path = yamlPath(violation);
        String[] message = violation.getMessage().split(EXAMPLE, 2);
        Object value = violation.getInvalidValue();
        boolean missing = value == null || value.toString().isEmpty();
        boolean unspoken = value instanceof Boolean
                || value instanceof java.util.Map
                || violation.getLeafBean() instanceof SecretRef
                || violation.getLeafBean() instanceof SecretText; // it may be the secret itself
        String name = path.substring(path.lastIndexOf('.') + 1);
        return new Problem(
                missing ? MISSING : "value not allowed",
                positions.at(path),
                Quoted.of(missing || unspoken ? name : value.toString()) + " " + message[0] + ".",
                message.length == 2 ? "write something such as %s.".formatted(message[1]) : "correct it.");
    }

    /** Returns the path as a person wrote it: without the inside of single-text values and of Java's wrappers. */
    private static String yamlPath(ConstraintViolation<?> violation) {
        StringBuilder path = new StringBuilder();
        boolean judgesWhole =
                violation.getConstraintDescriptor().getAnnotation().annotationType() == AssertTrue.class;
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getIndex() != null) {
                path.append('[').append(node.getIndex()).append(']');
            } else if (node.getKey() != null) {
                path.append('.').append(node.getKey());
            }
            String name = String.valueOf(node.getName());
            if (name.equals("<map key>")) {
                continue; // the key itself is the last part already
            }
            boolean inside = name.startsWith("<")
                    || name.equals("ofSignIn")
                    || (judgesWhole && name.startsWith("either"))
                    || name.equals("settings");
            if (!inside) {
                path.append(path.isEmpty() ? "" : ".").append(name.equals("channels") ? "notify" : name);
            }
        }
        String text = path.toString();
        return isSingleText(violation.getLeafBean()) ? text.replaceAll("\\.?value$", "") : text;
    }

    private static boolean isSingleText(Object bean) {
        if (bean == null || !bean.getClass().isRecord()) {
            return false;
        }
        RecordComponent[] components = bean.getClass().getRecordComponents();
        return components.length == 1 && components[0].getAccessor().isAnnotationPresent(JsonValue.class);
    }
}
