// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import dev.homelab.problem.Quoted;
import dev.homelab.problem.Spelling;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;

/**
 * A parser that stops at what no honest definition holds: too much, too deep, circles, tags, a second document.
 *
 * <p>It weighs every part with its aliases resolved while the text streams by, so that a few lines that stand for
 * billions of parts cost no more than those few lines.
 */
final class LimitedParser implements Parser {

    private static final int DEEPEST = 50;
    private static final int MOST_ALIASES = 500;
    private static final int MOST_PARTS = 20_000;

    private final Parser parser;
    private final Deque<Weight> open = new ArrayDeque<>();
    private final Map<String, Weight> anchors = new HashMap<>();
    private int documents;
    private int aliases;

    LimitedParser(Parser parser) {
        this.parser = parser;
        open.push(new Weight());
    }

    /** Says that the text goes on with something that is not read. */
    static final class StopException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String summary;
        private final int line;
        private final int column;
        private final String fix;

        private StopException(String summary, Mark mark, String detail, String fix) {
            super(detail, null, false, false);
            this.summary = summary;
            this.line = mark.getLine() + 1;
            this.column = mark.getColumn() + 1;
            this.fix = fix;
        }

        void tell(FileProblems findings) {
            findings.problem(summary, line, column, "", String.valueOf(getMessage()), fix);
        }
    }

    /** What one collection holds so far, aliases resolved. */
    private static final class Weight {
        private int parts = 1;
        private int height;
        private boolean complete;

        void add(Weight other) {
            parts += other.parts;
            height = Math.max(height, other.height + 1);
        }
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public Event getEvent() {
        Event event = parser.getEvent();
        if (event instanceof DocumentStartEvent && ++documents > 1) {
            throw new StopException(
                    "second document in the file",
                    event.getStartMark(),
                    "a second document begins here, and a file defines one thing.",
                    "move what follows \"---\" into a file of its own, or remove the line.");
        } else if (event instanceof CollectionStartEvent start) {
            begin(start);
        } else if (event instanceof CollectionEndEvent) {
            Weight ended = open.pop();
            ended.complete = true;
            add(ended, event);
        } else if (event instanceof ScalarEvent scalar) {
            refuseTag(scalar.getTag(), scalar);
            Weight weight = anchored(scalar.getAnchor());
            weight.complete = true;
            add(weight, scalar);
        } else if (event instanceof AliasEvent alias) {
            alias(alias);
        }
        return event;
    }

    private void begin(CollectionStartEvent start) {
        refuseTag(start.getTag(), start);
        if (open.size() > DEEPEST) {
            throw tooDeep(start);
        }
        open.push(anchored(start.getAnchor()));
    }

    private void alias(AliasEvent alias) {
        Weight target = anchors.get(alias.getAnchor());
        if (target == null) {
            throw new StopException(
                    "anchor not known",
                    alias.getStartMark(),
                    "there is no anchor %s above this alias.".formatted(Quoted.of("&" + alias.getAnchor())),
                    Spelling.nearest(alias.getAnchor(), anchors.keySet())
                            .map("write \"*%s\", if that is what you mean."::formatted)
                            .orElse("set the anchor before its first alias, or quote text that begins with a star."));
        }
        if (!target.complete) {
            throw new StopException(
                    "alias within itself",
                    alias.getStartMark(),
                    "the alias %s stands within what it stands for, which never ends."
                            .formatted(Quoted.of("*" + alias.getAnchor())),
                    "write out what is meant.");
        }
        if (++aliases > MOST_ALIASES) {
            throw new StopException(
                    "too many aliases",
                    alias.getStartMark(),
                    "the file has more than %d aliases.".formatted(MOST_ALIASES),
                    "use fewer, or split the file.");
        }
        add(target, alias);
    }

    private void add(Weight weight, Event event) {
        Weight around = open.element();
        around.add(weight);
        if (open.size() - 1 + weight.height > DEEPEST) {
            throw tooDeep(event);
        }
        int parts = open.stream().mapToInt(one -> one.parts).sum();
        if (parts > MOST_PARTS) {
            throw new StopException(
                    "file too large",
                    event.getStartMark(),
                    "with its aliases resolved the file has more than %d parts.".formatted(MOST_PARTS),
                    "split it, or use fewer aliases.");
        }
    }

    private Weight anchored(@Nullable String anchor) {
        Weight weight = new Weight();
        Optional.ofNullable(anchor).ifPresent(name -> anchors.put(name, weight));
        return weight;
    }

    private static void refuseTag(@Nullable String tag, Event event) {
        if (tag != null) {
            throw new StopException(
                    "tag not known",
                    event.getStartMark(),
                    "%s is a tag, and tags mean nothing in definitions.".formatted(Quoted.of(tag)),
                    "remove it; text that only looks like a number belongs in quotes.");
        }
    }

    private static StopException tooDeep(Event event) {
        return new StopException(
                "nested too deep",
                event.getStartMark(),
                "this stands more than %d levels deep.".formatted(DEEPEST),
                "bring it nearer to the top; an unclosed bracket is the usual cause.");
    }
}
