// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.real;

import dev.homelab.lab.http.Faults;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.Hosts;
import dev.homelab.spi.RemoteHost;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Counts the writes to real hosts and servers, refuses them, or makes them and loses the answer. */
final class Watch {

    private final Faults faults = new Faults();
    private final AtomicInteger writes = new AtomicInteger();

    Faults faults() {
        return faults;
    }

    int writes() {
        return writes.get();
    }

    void count() {
        writes.incrementAndGet();
    }

    /** Makes one write. */
    <T> T write(Where where, Supplier<T> work) {
        if (!faults.allowWrite()) {
            throw failed(where, "is refused");
        }
        T result = work.get();
        writes.incrementAndGet();
        if (faults.losesAnswer()) {
            throw failed(where, "may have been made or not");
        }
        return result;
    }

    /** Returns the same hosts, watched. */
    Hosts over(Hosts real) {
        return new Hosts() {
            @Override
            public RemoteHost host(String name) {
                return new WatchedHost(real.host(name), Watch.this);
            }

            @Override
            public void close() {
                real.close();
            }
        };
    }

    /** Returns how a program ends that is not let to change anything. */
    CommandResult run(Where where, Supplier<CommandResult> program) {
        try {
            return write(where, program);
        } catch (TargetException e) {
            return new CommandResult(1, "", e.problems().get(0).detail());
        }
    }

    private static TargetException failed(Where where, String what) {
        return new TargetException(
                new Problem("write watched", where, "the write %s.".formatted(what), "let the test go on."));
    }
}
