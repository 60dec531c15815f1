// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import dev.homelab.lab.ForwardingFolder;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.Folder;

/** A folder on a disk that is full in the middle of what is appended, while it is told to be. */
class Torn extends ForwardingFolder {

    boolean tear;

    Torn(Folder real) {
        super(real);
    }

    @Override
    public Folder folder(String name) {
        return new ForwardingFolder(super.folder(name)) {
            @Override
            public void append(String file, String text) {
                if (tear) {
                    super.append(file, text.substring(0, text.length() / 2));
                    throw new TargetException(new Problem("no space left", Where.nowhere(), "the disk is full.", ""));
                }
                super.append(file, text);
            }
        };
    }
}
