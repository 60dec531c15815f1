// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;
import picocli.CommandLine;

/** What {@code validate} prints on {@code src/test/resources/validate}; written anew by {@code -Dgolden.update}. */
class ValidateCommandTest {

    private static final Path FOLDER = Path.of("src/test/resources/validate");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({"json, json", "junit, xml", "code-quality, code-quality.json"})
    void aFormatForProgramsIsPrintedAsEver(String format, String ending) throws IOException {
        int code = validate("broken", "--format", format);

        assertThat(code).isEqualTo(3);
        assertThat(err.toString()).isEmpty();
        golden("expected." + ending, out.toString());
    }

    @Test
    void textGoesToPeopleOnStandardError() throws IOException {
        assertThat(validate("broken")).isEqualTo(3);

        assertThat(out.toString()).isEmpty();
        golden("expected.txt", err.toString());
    }

    @Test
    void jsonHasAShorterName() {
        validate("broken", "--format", "json");
        String asked = out.toString();
        out.getBuffer().setLength(0);
        validate("broken", "--json");

        assertThat(out.toString()).isEqualTo(asked);
        assertThat(validate("broken", "--json", "--format", "junit")).isEqualTo(2);
    }

    @Test
    void whereNothingIsWrongEveryFormatSaysSo() {
        assertThat(validate("sound", "--format", "code-quality")).isZero();
        assertThat(validate("sound", "--format", "junit")).isZero();
        assertThat(validate("sound")).isZero();

        assertThat(out.toString()).contains("[ ]", "failures=\"0\"", "1 service, no problems.");
    }

    @Test
    void aWarningIsToldToPeopleAndKeepsNothingFromBeingDone() throws IOException {
        assertThat(validate("warned")).isZero();

        assertThat(out.toString()).isEqualTo("2 services, no problems, 6 warnings.\n");
        golden("warned.txt", err.toString());
    }

    @ParameterizedTest
    @CsvSource({"json, json", "junit, xml", "code-quality, code-quality.json"})
    void aWarningIsToldToProgramsAsWell(String format, String ending) throws IOException {
        assertThat(validate("warned", "--format", format)).isZero();

        golden("warned." + ending, out.toString());
    }

    @Test
    void theTestReportIsXml() throws Exception {
        validate("broken", "--format", "junit");

        var report = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(out.toString())));

        assertThat(report.getElementsByTagName("testsuite").getLength()).isEqualTo(3);
        assertThat(report.getElementsByTagName("failure").getLength()).isEqualTo(6);
    }

    private int validate(String folder, String... options) {
        CommandLine command = new CommandLine(new ValidateCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        String[] arguments = new String[options.length + 4];
        arguments[0] = "--services";
        arguments[1] = FOLDER.resolve(folder).toString();
        arguments[2] = "--inventory";
        arguments[3] = "src/test/resources/validate/inventory.yaml";
        System.arraycopy(options, 0, arguments, 4, options.length);
        return command.execute(arguments);
    }

    private static void golden(String name, String text) throws IOException {
        Path golden = FOLDER.resolve(name);
        if (System.getProperty("golden.update") != null) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }
}
