// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.provision.Cancellation;
import dev.homelab.report.Ending;
import dev.homelab.runner.cli.screen.Screen;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Ctrl-C and SIGTERM do: the first cancels the run that is under way, the second ends the process at once. Where no run is
 * under way, the first ends it.
 *
 * <p>Java has no other way to hear of a second one than {@code sun.misc.Signal}, which javac warns of; so it is looked up.
 * Without it, a signal ends the process at once.
 */
final class Signals {

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

    private final Cancellation cancellation;
    private final PrintWriter err;
    private final Screen screen;

    private Signals(Cancellation cancellation, PrintWriter err, Screen screen) {
        this.screen = screen;
        this.cancellation = cancellation;
        this.err = err;
    }

    /** Lets the signals cancel runs from now on. One that this process was started to ignore, as by nohup, stays ignored. */
    static void cancelling(Cancellation cancellation, PrintWriter err, Screen screen) {
        Signals signals = new Signals(cancellation, err, screen);
        NAMES.forEach(signals::listen);
    }

    private void listen(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object named = signal.getConstructor(String.class).newInstance(name);
            Object ours = Proxy.newProxyInstance(
                    handler.getClassLoader(),
                    new Class<?>[] {handler},
                    (proxy, method, arguments) ->
                            method.getName().equals("handle") ? received() : method.invoke(this, arguments));
            Object earlier = signal.getMethod("handle", signal, handler).invoke(null, named, ours);
            Object ignored = handler.getField("SIG_IGN").get(null);
            if (ignored.equals(earlier)) {
                signal.getMethod("handle", signal, handler).invoke(null, named, ignored);
            }
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            LOG.debug("Signal {} cannot be heard.", name, cause(e));
        }
    }

    private static Throwable cause(Exception e) {
        return e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
    }

    private synchronized @Nullable Object received() {
        if (cancellation.isCancelled()) {
            say("Ended at once. What was begun may be half-made: the next run resumes it.");
            Runtime.getRuntime().halt(Ending.CANCELLED.exitCode());
        }
        boolean isRunning = cancellation.isAttended();
        cancellation.cancel();
        if (isRunning) {
            say("Cancelling: the step in hand ends, then what is not verified is rolled back."
                    + " Once more (Ctrl-C) ends it at once.");
        } else {
            new Thread(() -> System.exit(Ending.CANCELLED.exitCode()), "homelab-exit").start();
        }
        return null;
    }

    private void say(String sentence) {
        err.println();
        err.println(screen.fitted(sentence));
        err.flush();
    }
}
