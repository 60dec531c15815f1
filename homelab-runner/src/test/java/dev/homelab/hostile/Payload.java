// SPDX-License-Identifier: Apache-2.0
package dev.homelab.hostile;

import java.util.ArrayList;
import java.util.List;

/**
 * A text that some program could take for more than text.
 *
 * @param family which programs
 * @param text where MARK stands for a file that exists once the text was executed
 */
record Payload(String family, String text) {

    private static final String LONG = "a".repeat(100_000);

    /** Returns the text with the path of a file. */
    String at(String mark) {
        return text.replace("MARK", mark);
    }

    /** Returns all of them, the families mixed, so that every fourth is a sample of each. */
    static List<Payload> all() {
        List<Payload> all = new ArrayList<>();
        add(
                all,
                "shell",
                "$(touch MARK)",
                "`touch MARK`",
                "; touch MARK",
                "a && touch MARK",
                "| touch MARK",
                "a\ntouch MARK\n",
                "'; touch MARK; '",
                "\"; touch MARK; \"",
                "'\"$(touch MARK)\"'",
                "$(touch${IFS}MARK)",
                ";touch${IFS}MARK;",
                "-rf MARK",
                "--output=MARK",
                "* MARK",
                "~/MARK",
                "> MARK",
                "<(touch MARK)",
                "{touch,MARK}",
                "!! MARK",
                "%s%n MARK",
                "\\$(touch MARK)",
                "$'\\n'touch MARK");
        add(
                all,
                "Compose",
                "${X:-$(touch MARK)}",
                "$$(touch MARK)",
                "${X:?MARK}",
                "$X MARK",
                "${HOMELAB_KEY} MARK",
                "$${HOMELAB_KEY} MARK",
                "${X");
        add(
                all,
                "YAML",
                "!!javax.script.ScriptEngineManager [MARK]",
                "&a MARK",
                "*a MARK",
                "<<: MARK",
                "a: MARK",
                "a #MARK",
                "- MARK",
                "MARK\u0085b",
                "MARK\u2028b",
                "\uFEFFMARK",
                "|\n MARK",
                "{a: MARK}",
                "---\nMARK",
                "%YAML 1.1\n---\nMARK",
                "MARK\u0000",
                "\uD800MARK",
                "MARK\uDC00",
                "? MARK\n: MARK");
        add(all, "JSON", "\",\"x\":\"MARK", "\\u0022MARK", "}MARK{", "\\");
        add(
                all,
                "page",
                "<script>MARK</script>",
                "@everyone MARK",
                "](javascript:MARK)",
                "```\nMARK",
                "<img src=x onerror=MARK>",
                "<@&123> MARK",
                "::set-output name=a::MARK",
                "##[command]MARK",
                "javascript:MARK",
                "| MARK | <br>");
        add(all, "template", "{{ env \"HOME\" }} MARK", "{{ MARK", "{{.MARK}}", "{{`{{`}}MARK", "#{MARK}", "%(MARK)s");
        add(all, "rule", "x`) || Host(`MARK", ")||Host(`MARK`)", "MARK@docker", "a,b MARK", "HostRegexp(`.*`)MARK");
        add(
                all,
                "terminal",
                "\u001b[2JMARK",
                "\u001b]52;c;aGk=\u0007MARK",
                "\u001b]8;;http://x\u001b\\MARK",
                "\u0007MARK",
                "\rMARK",
                "\u202EMARK",
                "\u009b31mMARK",
                "MARK\b\b",
                "\u200bMARK");
        add(
                all,
                "path",
                "../../../../MARK",
                "/proc/self/environ#MARK",
                "/dev/stdin",
                "..\\..\\MARK",
                "file:///MARK",
                "./../MARK",
                "/MARK/../../etc/shadow",
                "/etc/passwd\u0000MARK");
        add(all, "long", LONG + "MARK", "MARK/" + "a/".repeat(50_000), "{".repeat(5_000) + "MARK");
        add(
                all,
                "git",
                "--upload-pack=touch MARK",
                "--exec=touch MARK",
                "-ccore.sshCommand=touch MARK",
                "ext::sh -c touch% MARK",
                "refs/heads/$(touch MARK)",
                "@{-1}MARK",
                ":/MARK");
        add(all, "HTTP", "a\r\nX-Injected: MARK", "%0d%0aX: MARK", "%00MARK", "http://a@127.0.0.1:1/MARK", "//MARK");
        return mixed(all);
    }

    private static void add(List<Payload> all, String family, String... texts) {
        for (String text : texts) {
            all.add(new Payload(family, text));
        }
    }

    /** In steps that share no divisor with the number of texts. */
    private static List<Payload> mixed(List<Payload> all) {
        List<Payload> mixed = new ArrayList<>();
        int step = 7;
        while (all.size() % step == 0) {
            step += 2;
        }
        for (int i = 0; i < all.size(); i++) {
            mixed.add(all.get(i * step % all.size()));
        }
        return mixed;
    }
}
