// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.homelab.adapter.discord.DiscordSettings;
import dev.homelab.adapter.email.EmailSettings;
import dev.homelab.adapter.gotify.GotifySettings;
import dev.homelab.adapter.ntfy.NtfySettings;
import dev.homelab.adapter.slack.SlackSettings;
import dev.homelab.adapter.webhook.WebhookSettings;
import dev.homelab.model.DnsRecord;
import dev.homelab.model.LoadBalancer;
import dev.homelab.model.PageCheck;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.model.Widget;
import dev.homelab.model.container.Container;
import dev.homelab.model.container.Gpus;
import dev.homelab.model.container.Healthcheck;
import dev.homelab.model.container.HostFolder;
import dev.homelab.model.container.Logging;
import dev.homelab.model.container.Resources;
import dev.homelab.model.container.Volume;
import dev.homelab.model.inventory.Defaults;
import dev.homelab.model.inventory.Host;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.RegistryAccess;
import dev.homelab.model.inventory.SshAccess;
import dev.homelab.model.io.CatalogReader;
import dev.homelab.model.rule.CatalogValidator;
import dev.homelab.model.rule.CatalogValidator.ValidationResult;
import dev.homelab.spi.Adapter;
import dev.homelab.spi.Plugins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the documents say about definitions is so: every YAML block of {@code docs/definitions.md} names its file in its
 * first line, and together they are one valid homelab, in which every key there is occurs and is explained.
 */
class DocumentedExamplesTest {

    private static final Path DOCS = Path.of("../docs");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
    private static final Pattern NAMED = Pattern.compile("(?s)# services/(\\S+\\.yaml)\\n.*");

    @Test
    void theExamplesAreOneValidHomelab(@TempDir Path folder) throws IOException {
        for (String example : examples()) {
            Path file = folder.resolve(NAMED.matcher(example).replaceFirst("$1"));
            Files.createDirectories(file.getParent());
            Files.writeString(file, example);
        }

        ValidationResult validation = new CatalogValidator()
                .judge(new CatalogReader(Plugins.found().kinds()).read(folder, folder.resolve("inventory.yaml")));

        assertThat(validation.problems()).isEmpty();
        assertThat(validation.valid().orElseThrow().catalog().definitions()).hasSize((int) examples().stream()
                .filter(example ->
                        !example.startsWith("# services/inventory") && !example.startsWith("# services/templates/"))
                .count());
    }

    @Test
    void everyExampleNamesItsFile() {
        assertThat(examples()).hasSizeGreaterThan(1).allMatch(NAMED.asMatchPredicate());
    }

    @ParameterizedTest
    @MethodSource("definitionKeys")
    void everyKeyIsExplainedAndOccursInAnExample(String key) {
        assertThat(definitions()).contains("\n| `" + key + "` | ");
        assertThat(examples()).anyMatch(example -> hasKey(example, key));
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void everySettingIsExplainedAndOccursInAnExample(Adapter<?> adapter) throws IOException {
        String page = Files.readString(DOCS.resolve("targets/" + adapter.kind() + ".md"));

        assertThat(keys(adapter.settings()))
                .allMatch(key -> page.contains("\n| `" + key + "` | "))
                .allMatch(key ->
                        Stream.concat(examples().stream(), blocks(page)).anyMatch(example -> hasKey(example, key)));
    }

    static Stream<String> definitionKeys() {
        return Stream.of(
                        Service.class,
                        Container.class,
                        Healthcheck.class,
                        Gpus.class,
                        Resources.class,
                        Logging.class,
                        Volume.class,
                        HostFolder.class,
                        Route.class,
                        LoadBalancer.class,
                        DnsRecord.class,
                        LoadBalancer.class,
                        SsoApp.class,
                        Widget.class,
                        PageCheck.class,
                        Inventory.class,
                        Defaults.class,
                        SshAccess.class,
                        Host.class,
                        RegistryAccess.class,
                        DiscordSettings.class,
                        NtfySettings.class,
                        GotifySettings.class,
                        SlackSettings.class,
                        WebhookSettings.class,
                        EmailSettings.class)
                .flatMap(DocumentedExamplesTest::keys)
                .map(key -> key.equals("channels") ? "notify" : key)
                .distinct();
    }

    static List<Adapter<?>> adapters() {
        return Plugins.found().adapters();
    }

    private static Stream<String> keys(Class<? extends Record> type) {
        return Stream.of(type.getRecordComponents())
                .map(component -> Optional.ofNullable(component.getAccessor().getAnnotation(JsonProperty.class))
                        .map(JsonProperty::value)
                        .orElse(component.getName()));
    }

    private static boolean hasKey(String example, String key) {
        return Pattern.compile("(^|[\\s{])" + key + ":\\s").matcher(example).find();
    }

    private static List<String> examples() {
        return blocks(definitions()).toList();
    }

    private static Stream<String> blocks(String page) {
        return BLOCK.matcher(page).results().map(block -> block.group(1));
    }

    private static String definitions() {
        try {
            return Files.readString(DOCS.resolve("definitions.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
