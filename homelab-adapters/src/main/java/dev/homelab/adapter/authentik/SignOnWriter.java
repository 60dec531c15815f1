// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import dev.homelab.adapter.authentik.AuthentikApi.ApplicationFields;
import dev.homelab.adapter.authentik.AuthentikApi.ApplicationRow;
import dev.homelab.adapter.authentik.AuthentikApi.BindingFields;
import dev.homelab.adapter.authentik.AuthentikApi.BindingRow;
import dev.homelab.adapter.authentik.AuthentikApi.Creation;
import dev.homelab.adapter.authentik.AuthentikRows.Found;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes applications and their bindings, by the smallest calls that do it. What is as wanted already is left alone, so that
 * everything here may be done twice.
 */
final class SignOnWriter {

    private final AuthentikClient client;
    private final AuthentikProblems problems;
    private final Map<String, String> groups = new HashMap<>();

    SignOnWriter(AuthentikClient client, AuthentikProblems problems) {
        this.client = client;
        this.problems = problems;
    }

    /** Makes a whole sign-on in one step; all of it, or nothing. */
    void create(SignOn wanted, ProviderWriter providers) {
        SignOn.Application application = wanted.application().orElseThrow();
        Provider provider = wanted.provider().orElseThrow();
        Map<String, Object> fields = new LinkedHashMap<>(wanted.unmanaged().application());
        fields.putAll(fields(wanted.slug(), application, null).unlinked());
        Creation creation = new Creation(
                fields,
                provider.type(),
                providers.creation(provider, wanted.unmanaged().provider()),
                application.bindings().stream()
                        .map(binding -> fields(wanted.slug(), null, binding))
                        .toList());
        if (!client.create(creation)) {
            throw problems.notApplied(wanted.slug());
        }
    }

    /**
     * Makes the application as wanted, guarded by this provider or by none, and its bindings.
     *
     * @return whether it is guarded by another provider than before
     */
    boolean application(SignOn signOn, @Nullable Integer provider, Optional<Found> found) {
        String slug = signOn.slug();
        SignOn.Application wanted = signOn.application().orElseThrow();
        ApplicationFields fields = fields(slug, wanted, wanted.guarded() ? provider : null);
        ApplicationRow row = found.map(Found::application).orElse(null);
        if (row == null) {
            Map<String, Object> unguarded =
                    new LinkedHashMap<>(signOn.unmanaged().application());
            unguarded.putAll(fields(slug, wanted, null).unlinked());
            row = client.get(api -> api.createApplication(unguarded));
        }
        bindings(row, wanted.bindings(), found.map(Found::bindings).orElse(List.of()));
        if (!fields.equals(written(row))) {
            client.get(api -> api.changeApplication(slug, fields));
        }
        return !Objects.equals(fields.provider(), row.provider());
    }

    void deleteApplication(ApplicationRow row) {
        client.delete(api -> api.deleteApplication(row.slug()));
    }

    /** Adds before it removes, since an application without bindings is open to everyone who can sign in. */
    private void bindings(ApplicationRow application, List<SignOn.Binding> wanted, List<BindingRow> rows) {
        List<SignOn.Binding> present = rows.stream().map(AuthentikRows::binding).toList();
        for (SignOn.Binding binding : wanted) {
            if (!present.contains(binding)) {
                BindingFields fields = fields(application.slug(), application.pk(), binding);
                client.get(api -> api.createBinding(fields));
            }
        }
        for (BindingRow row : rows) {
            if (!wanted.contains(AuthentikRows.binding(row))) {
                client.delete(api -> api.deleteBinding(row.pk()));
            }
        }
    }

    private String group(String name, String slug) {
        if (groups.isEmpty()) {
            client.groups().forEach(row -> groups.put(row.name(), row.pk()));
        }
        return Optional.ofNullable(groups.get(name))
                .orElseThrow(() -> problems.refusal(problems.groupMissing(name, slug)));
    }

    private BindingFields fields(String slug, @Nullable String target, SignOn.Binding binding) {
        return new BindingFields(
                target,
                group(binding.group(), slug),
                binding.order(),
                binding.negate(),
                binding.enabled(),
                binding.timeout(),
                binding.failureResult());
    }

    private static ApplicationFields fields(String slug, SignOn.Application wanted, @Nullable Integer provider) {
        return new ApplicationFields(
                wanted.title(),
                slug,
                wanted.launchUrl(),
                wanted.hidden(),
                wanted.publisher(),
                wanted.icon(),
                wanted.category(),
                provider);
    }

    private static ApplicationFields written(ApplicationRow row) {
        return new ApplicationFields(
                row.name(),
                row.slug(),
                row.metaLaunchUrl(),
                row.isHidden(),
                row.metaPublisher(),
                row.icon(),
                row.category(),
                row.provider());
    }
}
