// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homelab.adapter.support.secret.SigningKey;
import java.util.Optional;

/**
 * A JSON object as it stands in the run record, with its signature as the last field: {@code
 * {"line":"ended","ending":"DONE","signature":"64 DIGITS"}}. What is signed is every byte before that field.
 *
 * @param text the object with its signature
 * @param signature what it is chained to by what comes after it
 */
record SignedText(String text, String signature) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String FIELD = ",\"signature\":\"";
    private static final String END = "\"}";
    private static final int DIGITS = 64;

    /**
     * Signs an object with at least one field.
     *
     * @param context where it belongs; it verifies nowhere else
     */
    static SignedText of(SigningKey key, String context, String object) {
        String open = object.substring(0, object.lastIndexOf('}')).stripTrailing();
        String signature = key.sign(context, open);
        return new SignedText(open + FIELD + signature + END, signature);
    }

    /** Reads such a text; nothing if it was not signed with this key for this context. */
    static Optional<SignedText> read(SigningKey key, String context, String text) {
        String whole = text.stripTrailing();
        int start = whole.length() - END.length() - DIGITS;
        if (!whole.endsWith(END) || start < FIELD.length() || !whole.startsWith(FIELD, start - FIELD.length())) {
            return Optional.empty();
        }
        String signature = whole.substring(start, start + DIGITS);
        return Optional.of(new SignedText(whole, signature))
                .filter(signed -> key.verifies(context, whole.substring(0, start - FIELD.length()), signature));
    }

    JsonNode json() {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was signed is no JSON. This is a bug in homelab.", e);
        }
    }
}
