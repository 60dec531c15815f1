// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import dev.homelab.problem.Positions;
import dev.homelab.problem.Positions.Place;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** What reading one file brings to light: where its parts stand, and what is wrong with them. */
final class FileProblems {

    private final String file;
    private final Map<String, Place> places = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    FileProblems(String file) {
        this.file = file;
    }

    void place(String path, Node node) {
        Mark mark = node.getStartMark();
        places.putIfAbsent(path, new Place(mark.getLine() + 1, mark.getColumn() + 1));
    }

    void problem(String summary, Node node, String path, String detail, String fix) {
        Mark mark = node.getStartMark();
        problem(summary, mark.getLine() + 1, mark.getColumn() + 1, path, detail, fix);
    }

    void problem(String summary, int line, int column, String path, String detail, String fix) {
        problems.add(new Problem(summary, new Where.InFile(file, line, column, path), detail, fix));
    }

    Positions positions() {
        return new Positions(file, places);
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }
}
