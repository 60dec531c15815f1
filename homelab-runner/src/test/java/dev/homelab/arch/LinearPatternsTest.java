// SPDX-License-Identifier: Apache-2.0
package dev.homelab.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No regular expression of any module takes more than linear time, or a stack that grows, with any text: texts come from
 * definitions, targets and logs. Each is tried with 100,000 characters that are as bad for it as can be found.
 */
class LinearPatternsTest {

    private static final int FEW = 1_000;
    private static final int MANY = 100_000;
    private static final int MOST_STEPS_EACH = 300;
    private static final int PLACES = 6;
    private static final int WORST = 6;
    private static final long STACK = 200 * 1024;

    /** A class of each module. */
    private static final List<Class<?>> MODULES = List.of(
            dev.homelab.problem.Problem.class,
            dev.homelab.adapter.pihole.PiholeAdapter.class,
            dev.homelab.lab.Lab.class,
            dev.homelab.runner.Homelab.class);

    /** There is more to it than its length calls for. */
    private static final class TooManyStepsException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyStepsException() {
            super("too many steps", null, false, false);
        }
    }

    /** A text that counts how often it is looked at. */
    private static final class Counted implements CharSequence {

        private final String text;
        private final long most;
        private long steps;

        Counted(String text) {
            this.text = text;
            this.most = (long) MOST_STEPS_EACH * (text.length() + 100);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++steps > most) {
                throw new TooManyStepsException();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** A text that is made longer at one place. */
    private record Attack(String before, String pump, String after) {

        String text(int length) {
            return before + pump.repeat(Math.max(1, length / pump.length())) + after;
        }
    }

    @Test
    void noPatternOfAnyModuleIsSlowerThanLinear() throws IOException {
        SortedMap<String, Boolean> patterns = patterns();
        assertThat(patterns).hasSizeGreaterThan(150);

        List<String> slow = new ArrayList<>();
        patterns.forEach((pattern, isSought) -> judge(pattern, isSought, slow));

        assertThat(slow).isEmpty();
    }

    @Test
    void aPatternThatIsNotLinearIsFound() {
        for (String bad :
                List.of("(a+)+b", "\\s+$", "([a-z]+,?)*x", "(\\w|\\.)*", "^(([a-z])+.)+[A-Z]([a-z])+$", "/+$")) {
            List<String> slow = new ArrayList<>();
            judge(bad, true, slow);
            assertThat(slow).as(bad).isNotEmpty();
        }
    }

    private static void judge(String pattern, boolean isSought, List<String> slow) {
        Pattern compiled = Pattern.compile(pattern);
        Map<Attack, Long> steps = new HashMap<>();
        onSmallStack(() ->
                attacks(pattern).forEach(attack -> steps.put(attack, count(compiled, isSought, attack.text(FEW)))));
        List<Attack> attacks = new ArrayList<>(steps.keySet());
        attacks.sort(Comparator.comparing(attack -> -steps.getOrDefault(attack, 0L)));
        for (Attack attack : attacks.subList(0, Math.min(WORST, attacks.size()))) {
            AtomicBoolean isSlow = new AtomicBoolean();
            onSmallStack(() -> isSlow.set(count(compiled, isSought, attack.text(MANY)) == Long.MAX_VALUE));
            if (isSlow.get()) {
                slow.add("%s with \"%s\", many \"%s\", \"%s\""
                        .formatted(pattern, attack.before(), attack.pump(), attack.after()));
                return;
            }
        }
    }

    private static Set<Attack> attacks(String pattern) {
        Random random = new Random(42);
        Set<String> samples = new LinkedHashSet<>(List.of(""));
        for (int i = 0; i < 6; i++) {
            samples.add(Samples.of(pattern, random));
        }
        Set<String> pumps = new LinkedHashSet<>(List.of("a", "A", "0", " ", "\n", "\\", "\"", "x1"));
        samples.forEach(sample -> sample.chars().limit(3).forEach(c -> pumps.add(Character.toString(c))));
        Set<Attack> attacks = new LinkedHashSet<>();
        for (String sample : samples) {
            for (int place = 0; place <= PLACES; place++) {
                int at = sample.length() * place / PLACES;
                Set<String> here = new LinkedHashSet<>(pumps);
                for (int length = 1; length <= 2 && at + length <= sample.length(); length++) {
                    here.add(sample.substring(at, at + length));
                }
                for (String pump : here) {
                    attacks.add(new Attack(sample.substring(0, at), pump, sample.substring(at)));
                    attacks.add(new Attack(sample.substring(0, at), pump, "\u0001"));
                }
            }
        }
        return attacks;
    }

    private static void onSmallStack(Runnable work) {
        Thread thread = new Thread(null, work, "pattern", STACK);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns how many steps it takes; the largest number there is if they are too many, or the stack too small. */
    private static long count(Pattern pattern, boolean isSought, String text) {
        Counted counted = new Counted(text);
        try {
            Matcher matcher = pattern.matcher(counted);
            boolean isFound = isSought ? matcher.find() : matcher.matches();
            while (isSought && isFound) {
                isFound = matcher.find();
            }
            return counted.steps;
        } catch (TooManyStepsException | StackOverflowError e) {
            return Long.MAX_VALUE;
        }
    }

    private static SortedMap<String, Boolean> patterns() throws IOException {
        SortedMap<String, Boolean> patterns = new TreeMap<>();
        for (Class<?> one : MODULES) {
            for (Path file : classes(one)) {
                try (InputStream code = Files.newInputStream(file)) {
                    for (Map.Entry<String, Boolean> found :
                            PatternsInCode.of(code).entrySet()) {
                        patterns.merge(found.getKey(), found.getValue(), Boolean::logicalOr);
                    }
                }
            }
        }
        patterns.remove("");
        return patterns;
    }

    private static List<Path> classes(Class<?> one) throws IOException {
        URI place = URI.create(
                one.getProtectionDomain().getCodeSource().getLocation().toString());
        Path root = Path.of(place);
        if (Files.isDirectory(root)) {
            return walk(root);
        }
        try (FileSystem jar = FileSystems.newFileSystem(root)) {
            List<Path> copies = new ArrayList<>();
            Path folder = Files.createTempDirectory("classes");
            for (Path file : walk(jar.getPath("/"))) {
                copies.add(Files.copy(file, folder.resolve(copies.size() + ".class")));
            }
            return copies;
        }
    }

    private static List<Path> walk(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }
}
