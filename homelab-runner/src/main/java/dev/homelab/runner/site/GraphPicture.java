// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.site;

import static java.util.Objects.requireNonNull;

import dev.homelab.problem.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * A dependency graph laid out in layers, in the units of SVG.
 *
 * @param width of the whole picture
 * @param height of the whole picture
 * @param boxes the nodes
 * @param lines the edges
 */
record GraphPicture(String width, String height, List<Box> boxes, List<Line> lines) {

    private static final double HEIGHT = 44;
    private static final double LEAST_WIDTH = 96;
    private static final double PER_LETTER = 7.4;
    private static final int LONGEST = 28;
    private static final double GAP = 18;
    private static final double BETWEEN_LAYERS = 56;

    /** A node with its place; the texts are shortened to fit. */
    record Box(DependencyGraph.Node node, String x, String y, String width, String height, String title, String host) {}

    /** An edge, as the path of SVG. */
    record Line(DependencyGraph.Edge edge, String path) {}

    /** Lays out a graph. The same graph gives the same picture. */
    static GraphPicture of(DependencyGraph graph) {
        ElkNode root = ElkGraphUtil.createGraph();
        root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        root.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
        root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        root.setProperty(CoreOptions.RANDOM_SEED, 1);
        root.setProperty(CoreOptions.PADDING, new ElkPadding(2));
        root.setProperty(CoreOptions.SPACING_NODE_NODE, GAP);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, BETWEEN_LAYERS);
        Map<String, ElkNode> nodes = new HashMap<>();
        for (DependencyGraph.Node node : graph.nodes()) {
            ElkNode box = ElkGraphUtil.createNode(root);
            int letters =
                    Math.max(shown(node.title()).length(), shown(node.host()).length());
            box.setDimensions(Math.max(LEAST_WIDTH, 24 + letters * PER_LETTER), HEIGHT);
            nodes.put(node.id(), box);
        }
        Map<DependencyGraph.Edge, ElkEdge> edges = new HashMap<>();
        graph.edges()
                .forEach(edge ->
                        edges.put(edge, ElkGraphUtil.createSimpleEdge(nodes.get(edge.from()), nodes.get(edge.to()))));
        new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
        return new GraphPicture(
                number(root.getWidth()),
                number(root.getHeight()),
                graph.nodes().stream()
                        .map(node -> box(node, requireNonNull(nodes.get(node.id()))))
                        .toList(),
                graph.edges().stream()
                        .map(edge -> new Line(edge, path(requireNonNull(edges.get(edge)))))
                        .toList());
    }

    private static Box box(DependencyGraph.Node node, ElkNode box) {
        return new Box(
                node,
                number(box.getX()),
                number(box.getY()),
                number(box.getWidth()),
                number(box.getHeight()),
                shown(node.title()),
                shown(node.host()));
    }

    private static String path(ElkEdge edge) {
        List<String> steps = new ArrayList<>();
        for (ElkEdgeSection section : edge.getSections()) {
            steps.add("M" + number(section.getStartX()) + " " + number(section.getStartY()));
            section.getBendPoints().forEach(bend -> steps.add("L" + number(bend.getX()) + " " + number(bend.getY())));
            steps.add("L" + number(section.getEndX()) + " " + number(section.getEndY()));
        }
        return String.join("", steps);
    }

    private static String shown(String text) {
        String line = Printable.line(text);
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
