// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import dev.homelab.model.value.ServiceName;
import java.util.List;
import java.util.Map;

/**
 * The definition that a project became, and everything to know about how. {@link DefinitionText}
 * writes it.
 *
 * @param name of the service
 * @param definition what the definition file says, by its keys; only what differs from defaults
 * @param comments those of people, by the {@link Pointer} of the key in the definition
 * @param closing comments whose key is not in the definition
 * @param files the texts of files beside the definition, by their paths from its folder on
 * @param raw keys that stand under {@code compose:} in the words of Compose, such as {@code services.web.ulimits}
 * @param notCarried what the definition does not say
 * @param secrets what was moved out of the definition
 * @param carried labels, and routers of files, that the definition says in keys of its own
 * @param notes what else a person should know, a sentence each
 */
public record Conversion(
        ServiceName name,
        Map<String, Object> definition,
        Map<String, Comment> comments,
        List<String> closing,
        Map<String, String> files,
        List<String> raw,
        List<NotCarried> notCarried,
        List<MovedSecret> secrets,
        List<CarriedPart> carried,
        List<String> notes) {

    /** Returns the same project with another definition, and other losses. */
    public Conversion with(Map<String, Object> otherDefinition, List<NotCarried> otherLosses) {
        return new Conversion(
                name, otherDefinition, comments, closing, files, raw, otherLosses, secrets, carried, notes);
    }

    /** Returns the same project with another definition, and other secrets. */
    public Conversion withSecrets(Map<String, Object> otherDefinition, List<MovedSecret> otherSecrets) {
        return new Conversion(
                name, otherDefinition, comments, closing, files, raw, notCarried, otherSecrets, carried, notes);
    }
}
