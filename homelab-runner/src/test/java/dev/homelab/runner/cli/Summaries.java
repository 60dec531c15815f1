// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import dev.homelab.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Finds the summary of every {@link Problem} that sources can make. It starts at each {@code new Problem(...)} and follows the first
 * argument back to literals: through parameters to all callers, and through variables, constants, conditions, switches, methods,
 * and components of records and enums. What it cannot follow is reported, so no way of making a problem is missed.
 */
final class Summaries {

    private static final String PROBLEM = Problem.class.getName();

    /** A call of a method or constructor, and where it is. */
    private record Call(TreePath at, List<? extends ExpressionTree> arguments) {}

    private final Trees trees;
    private final Map<Element, List<Call>> calls = new HashMap<>();
    private final Map<Element, List<TreePath>> values = new HashMap<>();
    private final Map<Element, List<TreePath>> returns = new HashMap<>();
    private final Set<Element> referenced = new HashSet<>();
    private final Set<Element> following = new HashSet<>();
    private final SortedMap<String, SortedSet<String>> found = new TreeMap<>();
    private final SortedSet<String> untraced = new TreeSet<>();

    private Summaries(Trees trees) {
        this.trees = trees;
    }

    /** Returns each summary with the files in which it is written. */
    SortedMap<String, SortedSet<String>> found() {
        return found;
    }

    /** Returns the places where a summary comes from something that could not be followed. */
    SortedSet<String> untraced() {
        return untraced;
    }

    static Summaries ofFolders(List<Path> roots) throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        try (StandardJavaFileManager files =
                ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null)) {
            for (Path root : roots) {
                try (Stream<Path> all = Files.walk(root)) {
                    files.getJavaFileObjects(all.filter(file -> file.toString().endsWith(".java")
                                            && !file.endsWith("module-info.java")
                                            && !file.endsWith("package-info.java"))
                                    .toArray(Path[]::new))
                            .forEach(sources::add);
                }
            }
            return of(sources);
        }
    }

    static Summaries ofText(String text) throws IOException {
        return of(List.of(new SimpleJavaFileObject(URI.create("string:///Planted.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        }));
    }

    private static Summaries of(List<JavaFileObject> sources) throws IOException {
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(
                        null,
                        null,
                        problem -> {
                            if (problem.getKind() == javax.tools.Diagnostic.Kind.ERROR) {
                                throw new AssertionError(problem.toString());
                            }
                        },
                        List.of("-proc:none", "-nowarn", "-classpath", System.getProperty("java.class.path")),
                        null,
                        sources);
        Summaries summaries = new Summaries(Trees.instance(task));
        List<CompilationUnitTree> units = new ArrayList<>();
        task.parse().forEach(units::add);
        task.analyze();
        Collector collector = summaries.new Collector();
        units.forEach(unit -> collector.scan(new TreePath(unit), 0));
        summaries.calls.forEach((made, calls) -> {
            if (made.getKind() == ElementKind.CONSTRUCTOR && isProblem(parent(made))) {
                calls.forEach(call -> summaries.follow(
                        new TreePath(call.at(), call.arguments().get(0)),
                        (summary, file) -> summaries
                                .found
                                .computeIfAbsent(summary, key -> new TreeSet<>())
                                .add(file)));
            }
        });
        return summaries;
    }

    private static boolean isProblem(Element type) {
        return type instanceof TypeElement named && named.getQualifiedName().contentEquals(PROBLEM);
    }

    /** Collects what following needs: calls by what they call, values by variable, and returned values by method. */
    private final class Collector extends TreePathScanner<Void, Integer> {

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Integer round) {
            remember(element(new TreePath(getCurrentPath(), call.getMethodSelect())), call.getArguments());
            return super.visitMethodInvocation(call, round);
        }

        @Override
        public Void visitNewClass(NewClassTree call, Integer round) {
            remember(element(getCurrentPath()), call.getArguments());
            return super.visitNewClass(call, round);
        }

        private void remember(Element called, List<? extends ExpressionTree> arguments) {
            if (called != null) {
                calls.computeIfAbsent(called, key -> new ArrayList<>()).add(new Call(getCurrentPath(), arguments));
            }
        }

        @Override
        public Void visitMemberReference(MemberReferenceTree reference, Integer round) {
            Element called = element(getCurrentPath());
            if (called != null) {
                referenced.add(called);
            }
            return super.visitMemberReference(reference, round);
        }

        @Override
        public Void visitVariable(VariableTree variable, Integer round) {
            if (variable.getInitializer() != null) {
                value(element(getCurrentPath()), variable.getInitializer());
            }
            return super.visitVariable(variable, round);
        }

        @Override
        public Void visitAssignment(AssignmentTree assignment, Integer round) {
            value(element(new TreePath(getCurrentPath(), assignment.getVariable())), assignment.getExpression());
            return super.visitAssignment(assignment, round);
        }

        private void value(Element variable, ExpressionTree value) {
            if (variable != null) {
                values.computeIfAbsent(variable, key -> new ArrayList<>()).add(new TreePath(getCurrentPath(), value));
            }
        }

        @Override
        public Void visitReturn(ReturnTree statement, Integer round) {
            TreePath scope = getCurrentPath();
            while (!(scope.getLeaf() instanceof MethodTree) && !(scope.getLeaf() instanceof LambdaExpressionTree)) {
                scope = scope.getParentPath();
            }
            if (scope.getLeaf() instanceof MethodTree && statement.getExpression() != null) {
                returns.computeIfAbsent(element(scope), key -> new ArrayList<>())
                        .add(new TreePath(getCurrentPath(), statement.getExpression()));
            }
            return super.visitReturn(statement, round);
        }
    }

    private Element element(TreePath path) {
        return trees.getElement(path);
    }

    /** Passes each text that an expression can be, and the file it is written in, to the sink. */
    private void follow(TreePath path, BiConsumer<String, String> sink) {
        Tree tree = path.getLeaf();
        if (tree instanceof LiteralTree literal && literal.getValue() instanceof String text) {
            sink.accept(text, file(path));
        } else if (tree instanceof ParenthesizedTree inner) {
            follow(new TreePath(path, inner.getExpression()), sink);
        } else if (tree instanceof ConditionalExpressionTree either) {
            follow(new TreePath(path, either.getTrueExpression()), sink);
            follow(new TreePath(path, either.getFalseExpression()), sink);
        } else if (tree instanceof SwitchExpressionTree choice) {
            followSwitch(choice, path, sink);
        } else if (tree instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
            follow(
                    new TreePath(path, sum.getLeftOperand()),
                    (left, file) -> follow(
                            new TreePath(path, sum.getRightOperand()),
                            (right, other) -> sink.accept(left + right, file)));
        } else if (tree instanceof MethodInvocationTree call) {
            followCall(element(new TreePath(path, call.getMethodSelect())), path, sink);
        } else {
            followVariable(element(path), path, sink);
        }
    }

    private void followSwitch(SwitchExpressionTree choice, TreePath path, BiConsumer<String, String> sink) {
        for (CaseTree one : choice.getCases()) {
            TreePath at = new TreePath(path, one);
            if (one.getBody() instanceof ExpressionStatementTree statement) {
                follow(new TreePath(new TreePath(at, statement), statement.getExpression()), sink);
            } else if (one.getBody() instanceof ExpressionTree value) {
                follow(new TreePath(at, value), sink);
            } else {
                new TreePathScanner<Void, Integer>() {
                    @Override
                    public Void visitYield(YieldTree yield, Integer round) {
                        follow(new TreePath(getCurrentPath(), yield.getValue()), sink);
                        return null;
                    }
                }.scan(at, 0);
            }
        }
    }

    private void followCall(Element called, TreePath path, BiConsumer<String, String> sink) {
        if (!(called instanceof ExecutableElement method)) {
            untraced.add(place(path));
        } else if (isProblem(parent(method)) && method.getSimpleName().contentEquals("summary")) {
            return; // a copy of another problem
        } else if (returns.containsKey(method)) {
            once(method, () -> returns.get(method).forEach(value -> follow(value, sink)));
        } else {
            followComponent(method, path, sink);
        }
    }

    private void followComponent(ExecutableElement accessor, TreePath path, BiConsumer<String, String> sink) {
        for (Element member : parent(accessor).getEnclosedElements()) {
            if (member.getKind() == ElementKind.FIELD && member.getSimpleName().equals(accessor.getSimpleName())) {
                followField((VariableElement) member, path, sink);
                return;
            }
        }
        untraced.add(place(path));
    }

    private void followVariable(Element element, TreePath path, BiConsumer<String, String> sink) {
        if (!(element instanceof VariableElement variable)) {
            untraced.add(place(path));
        } else if (variable.getKind() == ElementKind.PARAMETER
                && variable.getEnclosingElement() instanceof ExecutableElement method) {
            once(variable, () -> followArgument(method, method.getParameters().indexOf(variable), path, sink));
        } else if (variable.getKind() == ElementKind.FIELD) {
            followField(variable, path, sink);
        } else if (values.containsKey(variable)) {
            once(variable, () -> values.get(variable).forEach(value -> follow(value, sink)));
        } else {
            untraced.add(place(path));
        }
    }

    private void followField(VariableElement field, TreePath path, BiConsumer<String, String> sink) {
        if (parent(field).getKind() == ElementKind.RECORD && !values.containsKey(field)) {
            once(field, () -> followRecord(field, path, sink));
        } else if (values.containsKey(field)) {
            once(field, () -> values.get(field).forEach(value -> follow(value, sink)));
        } else {
            untraced.add(place(path));
        }
    }

    /** Follows a component to the arguments that its record is made with. */
    private void followRecord(VariableElement field, TreePath path, BiConsumer<String, String> sink) {
        Element type = parent(field);
        List<String> components = type.getEnclosedElements().stream()
                .filter(member -> member.getKind() == ElementKind.RECORD_COMPONENT)
                .map(member -> member.getSimpleName().toString())
                .toList();
        int index = components.indexOf(field.getSimpleName().toString());
        for (Element member : type.getEnclosedElements()) {
            if (member.getKind() == ElementKind.CONSTRUCTOR
                    && ((ExecutableElement) member).getParameters().size() == components.size()) {
                followArgument((ExecutableElement) member, index, path, sink);
            }
        }
    }

    private void followArgument(ExecutableElement method, int index, TreePath path, BiConsumer<String, String> sink) {
        List<Call> made = calls.getOrDefault(method, List.of());
        if (index < 0 || made.isEmpty() || referenced.contains(method)) {
            untraced.add(place(path) + " (parameter of " + method.getSimpleName() + ")");
        }
        for (Call call : made) {
            if (index >= 0 && index < call.arguments().size()) {
                follow(new TreePath(call.at(), call.arguments().get(index)), sink);
            }
        }
    }

    /** Does something for an element, unless it is being done already: code may call itself. */
    private void once(Element element, Runnable work) {
        if (following.add(element)) {
            work.run();
            following.remove(element);
        }
    }

    private static Element parent(Element element) {
        return Objects.requireNonNull(element.getEnclosingElement());
    }

    private static String file(TreePath path) {
        return path.getCompilationUnit().getSourceFile().toUri().getPath();
    }

    private String place(TreePath path) {
        CompilationUnitTree unit = path.getCompilationUnit();
        long at = trees.getSourcePositions().getStartPosition(unit, path.getLeaf());
        return file(path).replaceAll("^.*/", "") + ":" + unit.getLineMap().getLineNumber(at) + " " + path.getLeaf();
    }
}
