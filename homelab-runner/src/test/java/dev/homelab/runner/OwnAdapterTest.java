// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.provision.Cancellation;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.OneByOneSession;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Resource;
import dev.homelab.provision.Session;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.runner.source.Sources;
import dev.homelab.spi.Adapter;
import dev.homelab.spi.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an adapter of a program's own is lent while a run goes on. */
class OwnAdapterTest {

    private final Cancellation cancellation = new Cancellation();
    private final Map<String, Book> books = new TreeMap<>();
    private final List<String> heard = new ArrayList<>();
    private LabHome home;

    @BeforeEach
    void aTargetOfItsKind(@TempDir Path folder) throws IOException {
        home = new LabHome(folder);
        home.write("media/wiki.yaml", """
                name: wiki
                host: docker-media
                containers:
                  server: {image: "wiki:1"}
                """);
        home.write(
                "inventory.yaml",
                Files.readString(home.lab.inventory()).replace("targets:\n", "targets:\n  books: {kind: shelf}\n"));
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void itsWaitsEndWhenTheRunIsCancelledAndNotWhileThatIsRolledBack() {
        Homelab homelab = Homelab.of(Sources.inventory(home.services.resolve("inventory.yaml"))
                        .folder(home.services))
                .environment(home.environment())
                .adapter(new Shelf())
                .build();

        Report report = homelab.apply(LabHome.request().cancelledBy(cancellation));

        assertThat(report.ending()).contains(Ending.CANCELLED);
        assertThat(books).isEmpty();
        assertThat(heard)
                .containsExactly(
                        "observe: waits", "put: waits", "put, cancelled: does not wait", "remove, rolling back: waits");
    }

    private record Book(String key) implements Resource {

        @Override
        public String summary() {
            return key;
        }

        @Override
        public Optional<String> ledgerValue() {
            return Optional.of(key);
        }
    }

    private final class Shelf implements Adapter<Shelf.Settings> {

        record Settings() {}

        @Override
        public String kind() {
            return "shelf";
        }

        @Override
        public Wave wave() {
            return Wave.NAMING;
        }

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public Provisioner<?> provisioner(Target target, Settings settings, Context context) {
            return new Provisioner<Book>() {
                @Override
                public Class<Book> resourceType() {
                    return Book.class;
                }

                @Override
                public List<Desired<Book>> desired(ResolvedCatalog catalog) {
                    return catalog.catalog()
                            .services()
                            .map(service -> new Desired<>(
                                    service.name(), new Book(service.name().value())))
                            .toList();
                }

                @Override
                public Session<Book> open() {
                    return new Shelving(context);
                }
            };
        }
    }

    private final class Shelving implements OneByOneSession<Book> {

        private final Context context;

        Shelving(Context context) {
            this.context = context;
        }

        @Override
        public List<Observed<Book>> observe() {
            if (heard.isEmpty()) {
                hear("observe");
            }
            return books.values().stream().map(Observed::unowned).toList();
        }

        @Override
        public void put(Observed<Book> picture) {
            hear("put");
            books.put(picture.key(), picture.resource());
            cancellation.cancel();
            hear("put, cancelled");
        }

        @Override
        public void remove(Observed<Book> picture) {
            hear("remove, rolling back");
            books.remove(picture.key());
        }

        @Override
        public void close() {}

        /** A wait that nothing ends comes to its limit, after one pause at least. */
        private void hear(String step) {
            heard.add(step + (context.cancellation().pause(Duration.ofMillis(1)) ? ": waits" : ": does not wait"));
        }
    }
}
