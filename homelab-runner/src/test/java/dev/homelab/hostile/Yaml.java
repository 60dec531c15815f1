// SPDX-License-Identifier: Apache-2.0
package dev.homelab.hostile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.HashSet;
import java.util.Set;

/** Every text in a document of YAML. */
final class Yaml {

    private Yaml() {}

    static Set<String> strings(String document) {
        Set<String> all = new HashSet<>();
        try {
            Applied.strings(new YAMLMapper().readTree(document), all);
        } catch (JsonProcessingException e) {
            return Set.of();
        }
        return all;
    }
}
