// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import static java.util.stream.Collectors.joining;

import dev.homelab.problem.Printable;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.report.Report;
import dev.homelab.report.Verdict;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Problems as test reports show them: a suite per definition file, a failed case per problem, and one passed case for a
 * file without any. A warning is a passed case with a text.
 */
public final class JunitXml {

    private static final Pattern NOT_XML =
            Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

    private final XMLStreamWriter xml;
    private final List<Problem> warnings;

    private JunitXml(XMLStreamWriter xml, List<Problem> warnings) {
        this.xml = xml;
        this.warnings = warnings;
    }

    /** Returns the report on these files. */
    public static String of(List<String> files, List<Problem> problems, List<Problem> warnings) {
        Map<String, List<Problem>> suites = new LinkedHashMap<>();
        files.forEach(file -> suites.put(file, new ArrayList<>()));
        problems.forEach(problem ->
                suites.computeIfAbsent(file(problem), file -> new ArrayList<>()).add(problem));
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            new JunitXml(xml, warnings).report(suites, problems.size());
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML cannot be written into memory. This is a bug in homelab.", e);
        }
        return text.toString();
    }

    /** Returns the report on services: a suite per service, a case per finding. */
    public static String of(Report report) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            new JunitXml(xml, List.of()).services(report);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML cannot be written into memory. This is a bug in homelab.", e);
        }
        return text.toString();
    }

    private void services(Report report) throws XMLStreamException {
        List<Verdict> verdicts = report.verdicts();
        int bad =
                (int) verdicts.stream().filter(verdict -> !verdict.endedWell()).count();
        xml.writeStartDocument("UTF-8", "1.0");
        begin(0, "testsuites", "homelab verify", verdicts.size(), bad);
        for (Verdict verdict : verdicts) {
            String name = verdict.service().value();
            begin(1, "testsuite", name, 1, verdict.endedWell() ? 0 : 1);
            line(2);
            xml.writeStartElement("testcase");
            attribute("classname", name);
            attribute("name", "as defined, seen from outside");
            line(3);
            xml.writeStartElement(verdict.endedWell() ? "system-out" : "failure");
            List<Problem> problems = verdict.endedWell() ? List.of() : problems(report, verdict);
            if (!problems.isEmpty()) {
                attribute("message", problems.get(0).detail());
                attribute("type", problems.get(0).summary());
            }
            xml.writeCharacters(clean(Stream.concat(
                            verdict.findings().stream()
                                    .map(finding -> Printable.line(finding.expectation() + ": " + finding.found())),
                            problems.stream()
                                    .map(problem -> CommandWords.of(problem).render()))
                    .collect(joining("\n"))));
            xml.writeEndElement();
            end(2);
            end(1);
        }
        end(0);
    }

    /** Returns why a service failed: within its steps, and as its verdict says. */
    private static List<Problem> problems(Report report, Verdict verdict) {
        return Stream.concat(
                        report.steps().stream()
                                .filter(step -> step.service().equals(verdict.service()))
                                .flatMap(step -> step.problems().stream()),
                        verdict.problems().stream())
                .toList();
    }

    private void report(Map<String, List<Problem>> suites, int failures) throws XMLStreamException {
        int tests = suites.values().stream().mapToInt(JunitXml::cases).sum();
        xml.writeStartDocument("UTF-8", "1.0");
        begin(0, "testsuites", "homelab validate", tests, failures);
        for (Map.Entry<String, List<Problem>> suite : suites.entrySet()) {
            suite(suite.getKey(), suite.getValue());
        }
        end(0);
    }

    private void suite(String file, List<Problem> problems) throws XMLStreamException {
        begin(1, "testsuite", file, cases(problems), problems.size());
        if (problems.isEmpty()) {
            passed(file);
        }
        for (Problem problem : problems) {
            failed(file, problem);
        }
        end(1);
    }

    private void passed(String file) throws XMLStreamException {
        String text = warnings.stream()
                .filter(warning -> file(warning).equals(file))
                .map(warning -> CommandWords.of(warning).renderAsWarning())
                .collect(joining("\n\n"));
        line(2);
        if (text.isEmpty()) {
            xml.writeEmptyElement("testcase");
        } else {
            xml.writeStartElement("testcase");
        }
        attribute("classname", file);
        attribute("name", "definition");
        if (!text.isEmpty()) {
            line(3);
            xml.writeStartElement("system-out");
            xml.writeCharacters(clean(text));
            xml.writeEndElement();
            end(2);
        }
    }

    private void failed(String file, Problem problem) throws XMLStreamException {
        String where = problem.where().render();
        line(2);
        xml.writeStartElement("testcase");
        attribute("classname", file);
        attribute("name", (problem.summary() + " at " + where.replace(file + ":", "")).strip());
        line(3);
        xml.writeStartElement("failure");
        attribute("message", problem.detail());
        attribute("type", problem.summary());
        xml.writeCharacters(clean(CommandWords.of(problem).render()));
        xml.writeEndElement();
        end(2);
    }

    private void begin(int depth, String element, String name, int tests, int failures) throws XMLStreamException {
        line(depth);
        xml.writeStartElement(element);
        attribute("name", name);
        attribute("tests", String.valueOf(tests));
        attribute("failures", String.valueOf(failures));
    }

    private void end(int depth) throws XMLStreamException {
        line(depth);
        xml.writeEndElement();
    }

    private void line(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, clean(Printable.line(value)));
    }

    private static int cases(List<Problem> problems) {
        return Math.max(1, problems.size());
    }

    private static String file(Problem problem) {
        return problem.where() instanceof Where.InFile place ? place.file() : "homelab";
    }

    private static String clean(String text) {
        return NOT_XML.matcher(Printable.block(text)).replaceAll("?");
    }
}
