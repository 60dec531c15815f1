// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The user of a token, who is in no group but that of administrators.
 *
 * @param pk the server's key
 * @param username what the user signs in with
 * @param isSuperuser whether nothing is refused and every list is complete
 * @param mayChange whether a role grants what it takes to view and to change all that the lab has
 */
record Account(int pk, String username, boolean isSuperuser, boolean mayChange) {

    /** Refuses what needs a right that the user does not have. Everyone may list applications, as far as they may launch them. */
    void refuse(String method, String path) {
        boolean isOpen = path.equals("core/users/me/")
                || path.equals("root/config/")
                || (method.equals("GET") && path.equals("core/applications/"));
        if (!isSuperuser && !mayChange && !isOpen) {
            throw Refusal.forbidden();
        }
    }

    /** Returns what the server says of the user who asks. */
    ObjectNode shown(Directory directory, AuthentikVersion version) {
        ObjectNode user = Json.object()
                .put("pk", pk)
                .put("username", username)
                .put("name", username)
                .put("is_active", true)
                .put("is_superuser", isSuperuser);
        var groups = user.putArray("groups");
        if (isSuperuser) {
            ObjectNode admins = directory.groups.get("name", Seeds.ADMINS);
            groups.addObject().put("name", Seeds.ADMINS).set("pk", admins.get("pk"));
        }
        if (version.isSince(2025, 12)) {
            var roles = user.putArray("roles");
            if (mayChange && !isSuperuser) {
                roles.addObject().put("name", username + "-role").put("pk", Directory.uuid(username));
            }
        }
        user.put("email", isSuperuser ? "root@example.org" : "")
                .put("avatar", "/static/dist/assets/images/user_default.png")
                .put("uid", Integer.toHexString(username.hashCode()));
        user.putObject("settings");
        user.put("type", isSuperuser ? "internal" : "service_account");
        var rights = user.putArray("system_permissions");
        if (isSuperuser) {
            rights.add("edit_system_settings").add("view_system_settings").add("view_system_info");
        }
        return Json.object().set("user", user);
    }
}
