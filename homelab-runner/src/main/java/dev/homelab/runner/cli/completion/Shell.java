// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.completion;

import picocli.AutoComplete;
import picocli.CommandLine;

/** A shell that completes commands and options. */
public enum Shell {
    bash,
    zsh,
    fish;

    private static final String NAME = "homelab";

    /** Returns the name of the file where this shell looks for the script. */
    public String file() {
        return this == zsh ? "_" + NAME : NAME + "." + name();
    }

    /** Returns the script for a command line with all its commands. */
    public String script(CommandLine program) {
        return switch (this) {
            case bash -> AutoComplete.bash(NAME, program);
            case zsh -> zsh(AutoComplete.bash(NAME, program));
            case fish -> new FishScript(program.getCommandSpec()).text();
        };
    }

    /** The script of bash, which zsh understands; as a function that zsh loads, it also answers the first time. */
    private static String zsh(String bash) {
        return """
                #compdef homelab
                autoload -Uz +X bashcompinit && bashcompinit
                %s
                if [ "$funcstack[1]" = _homelab ]; then
                    _bash_complete -o default -F _complete_homelab
                fi
                """.formatted(bash.strip());
    }
}
