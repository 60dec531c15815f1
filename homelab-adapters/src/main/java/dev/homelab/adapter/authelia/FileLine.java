// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authelia;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.homelab.adapter.support.Sha256;
import dev.homelab.adapter.support.file.YamlText;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.provision.Owner;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a file: an entry with its mark, an entry without one, or anything else.
 *
 * @param text all of it, without the end of the line
 * @param name what stands before the colon; empty for an element of a list
 * @param entry the entry; missing for anything else
 * @param owner whose it is; empty for what a person wrote
 * @param secret the secret that the digest in the entry was made of
 */
record FileLine(String text, String name, JsonNode entry, Optional<Owner> owner, Optional<EncryptedSecret> secret) {

    /** What stands in a file whose last entry is gone, since Authelia refuses an empty list. */
    static final String NOTHING = " # homelab: nothing yet";

    private static final int CHECK_DIGITS = 16;
    private static final Pattern FORM = Pattern.compile(
            "(?:- |(\"(?:[^\"\\\\]|\\\\.)*+\"): )(\\{.*\\})(?: # homelab: ([a-z][a-z0-9-]{0,31}/[a-z][a-z0-9-]{0,62})"
                    + "(?: ([A-Za-z0-9+/=_-]+)\\.([0-9a-f]{16}))?)? *\\r?");

    static FileLine parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return other(text);
        }
        Optional<JsonNode> entry = YamlText.read(form.group(2)).filter(JsonNode::isObject);
        if (entry.isEmpty()) {
            return other(text);
        }
        String name = form.group(1) == null
                ? ""
                : YamlText.read(form.group(1)).map(JsonNode::asText).orElse("");
        Optional<EncryptedSecret> secret = Optional.ofNullable(form.group(4))
                .map(EncryptedSecret::new)
                .filter(made -> check(made, digest(entry.get())).equals(form.group(5)));
        return new FileLine(
                text, name, entry.get(), Optional.ofNullable(form.group(3)).map(Owner::parse), secret);
    }

    private static FileLine other(String text) {
        return new FileLine(text, "", MissingNode.getInstance(), Optional.empty(), Optional.empty());
    }

    /** Returns the mark of an entry without a secret. */
    static String mark(Optional<Owner> owner) {
        return owner.map(whose -> " # homelab: " + whose).orElse("");
    }

    /** Returns the mark of a client that has one: what the digest was made of, and a sum that shows if the digest was changed by hand. */
    static String mark(Optional<Owner> owner, EncryptedSecret secret, String digest) {
        return owner.map(whose -> mark(owner) + " " + secret.text() + "." + check(secret, digest))
                .orElse("");
    }

    boolean isEntry() {
        return entry.isObject();
    }

    boolean isNothing() {
        return text.endsWith(NOTHING);
    }

    /** Returns the client id of an entry. */
    String clientId() {
        return entry.path("client_id").asText();
    }

    static String digest(JsonNode entry) {
        return entry.path("client_secret").asText();
    }

    String hash() {
        return Sha256.hex(text, CHECK_DIGITS);
    }

    private static String check(EncryptedSecret secret, String digest) {
        return Sha256.hex(secret.text() + " " + digest, CHECK_DIGITS);
    }
}
