// SPDX-License-Identifier: Apache-2.0
package dev.homelab.hostile;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Tries every payload at every place, and prints a table; started by {@code proofs/hostile}. */
public final class HostileMain {

    private HostileMain() {}

    /** Takes the folder of the checkout, a folder to work in with an inventory, and in which steps payloads are taken. */
    public static void main(String[] arguments) throws Exception {
        Path top = Path.of(arguments[0]);
        Path folder = Path.of(arguments[1]);
        int step = Integer.parseInt(arguments[2]);
        Path marks = Files.createDirectories(folder.resolve("m"));
        List<Payload> all = Payload.all();
        List<Payload> payloads = IntStream.range(0, all.size())
                .filter(i -> i % step == 0)
                .mapToObj(all::get)
                .toList();
        Map<String, String> environment = new HashMap<>(System.getenv());
        Table table = new Table(marks);
        Product product = new Product(top.resolve("homelab-runner/target/homelab.jar"), folder, Map.of());
        Home home = new Home(
                folder,
                Samples.parse(Home.read(folder.resolve("inventory.json"))),
                payloads,
                product,
                table,
                environment);
        Set<String> wanted = arguments.length > 3 ? Set.of(arguments[3].split(",", -1)) : Set.of();
        Elsewhere elsewhere = new Elsewhere(home);
        Map<String, Runnable> kinds = new LinkedHashMap<>();
        kinds.put("documents", elsewhere::documents);
        kinds.put("definitions", () -> definitions(home, top));
        kinds.put("inventory", new Inventories(home, top.resolve("schema/inventory-schema.json"))::judge);
        kinds.put("answers", new Answers(home)::all);
        kinds.put("begin", elsewhere::begin);
        kinds.put("files", elsewhere::mountedFiles);
        kinds.put("arguments", elsewhere::arguments);
        kinds.put("environment", elsewhere::environment);
        kinds.put("record", elsewhere::record);
        kinds.put("host", elsewhere::host);
        kinds.put("git", elsewhere::git);
        kinds.forEach((name, kind) -> {
            if (wanted.isEmpty() || wanted.contains(name)) {
                long begun = System.nanoTime();
                kind.run();
                System.err.printf("  %s: %d s%n", name, (System.nanoTime() - begun) / 1_000_000_000L);
            }
        });
        System.exit(table.print() ? 0 : 1);
    }

    private static void definitions(Home home, Path top) {
        Definitions definitions = new Definitions(home);
        definitions.validate(top.resolve("schema/service-schema.json"));
        new Applied(home).apply(definitions.accepted());
    }
}
