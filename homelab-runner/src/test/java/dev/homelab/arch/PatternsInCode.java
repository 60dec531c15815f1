// SPDX-License-Identifier: Apache-2.0
package dev.homelab.arch;

import com.tngtech.archunit.thirdparty.org.objectweb.asm.AnnotationVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassReader;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.FieldVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.MethodVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Opcodes;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.RecordComponentVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.TypePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the regular expressions of a class in its byte code, where constants are whole: those that are compiled or given to a
 * method of {@link String}, and those of constraints.
 */
final class PatternsInCode extends ClassVisitor {

    private static final Set<String> WHOLE = Set.of("matches");
    private static final Set<String> OF_STRING = Set.of("matches", "replaceAll", "replaceFirst", "split");
    private static final Set<String> PARTIAL = Set.of(
            "find",
            "replaceAll",
            "replaceFirst",
            "results",
            "appendReplacement",
            "lookingAt",
            "split",
            "splitAsStream",
            "asPredicate");

    private final List<String> compiled = new ArrayList<>();
    private final Set<String> constants = new TreeSet<>();
    private final Map<String, Boolean> found = new LinkedHashMap<>();
    private boolean isSought;
    private boolean compilesMore;

    private PatternsInCode() {
        super(Opcodes.ASM9);
    }

    /** Returns the patterns of a class, and whether each is sought within texts instead of matching them as a whole. */
    static Map<String, Boolean> of(InputStream classFile) throws IOException {
        PatternsInCode code = new PatternsInCode();
        new ClassReader(classFile.readAllBytes()).accept(code, 0);
        code.compiled.forEach(pattern -> code.add(pattern, code.isSought));
        if (code.compilesMore) { // of what is no constant where it is compiled
            code.constants.stream()
                    .filter(text -> text.matches("(?s).*[*+}].*") && isPattern(text))
                    .forEach(text -> code.add(text, true));
        }
        return code.found;
    }

    private static boolean isPattern(String text) {
        try {
            java.util.regex.Pattern.compile(text);
            return true;
        } catch (java.util.regex.PatternSyntaxException e) {
            return false;
        }
    }

    private void add(String pattern, boolean checks) {
        found.merge(pattern, checks, Boolean::logicalOr);
    }

    @Override
    public RecordComponentVisitor visitRecordComponent(String name, String type, String signature) {
        return new RecordComponentVisitor(Opcodes.ASM9) {
            @Override
            public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                return constraint(annotation);
            }

            @Override
            public AnnotationVisitor visitTypeAnnotation(int at, TypePath path, String annotation, boolean visible) {
                return constraint(annotation);
            }
        };
    }

    @Override
    public FieldVisitor visitField(int access, String name, String type, String signature, Object value) {
        if (value instanceof String text) {
            constants.add(text);
        }
        return new FieldVisitor(Opcodes.ASM9) {
            @Override
            public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                return constraint(annotation);
            }

            @Override
            public AnnotationVisitor visitTypeAnnotation(int at, TypePath path, String annotation, boolean visible) {
                return constraint(annotation);
            }
        };
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] exceptions) {
        return new MethodVisitor(Opcodes.ASM9) {

            /** The texts that were put on the stack since the last call. */
            private final List<String> texts = new ArrayList<>();

            @Override
            public void visitLdcInsn(Object value) {
                if (value instanceof String text) {
                    texts.add(text);
                    constants.add(text);
                }
            }

            @Override
            public void visitMethodInsn(int opcode, String owner, String method, String call, boolean isInterface) {
                if (owner.equals("java/util/regex/Pattern")
                        && Set.of("compile", "matches").contains(method)) {
                    if (texts.isEmpty()) {
                        compilesMore = true;
                    } else {
                        compiled.add(texts.get(method.equals("matches") ? 0 : texts.size() - 1));
                    }
                } else if (owner.equals("java/lang/String") && OF_STRING.contains(method)) {
                    texts.stream().limit(1).forEach(text -> add(text, !WHOLE.contains(method)));
                } else if (owner.startsWith("java/util/regex/") && PARTIAL.contains(method)) {
                    isSought = true;
                }
                texts.clear();
            }

            @Override
            public AnnotationVisitor visitTypeAnnotation(int at, TypePath path, String annotation, boolean visible) {
                return constraint(annotation);
            }

            @Override
            public AnnotationVisitor visitParameterAnnotation(int at, String annotation, boolean visible) {
                return constraint(annotation);
            }
        };
    }

    private AnnotationVisitor constraint(String annotation) {
        boolean isPattern = annotation.equals("Ljakarta/validation/constraints/Pattern;");
        return new AnnotationVisitor(Opcodes.ASM9) {
            @Override
            public void visit(String name, Object value) {
                if (isPattern && name.equals("regexp")) {
                    add(String.valueOf(value), false);
                }
            }
        };
    }
}
