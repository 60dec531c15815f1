// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.container;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a container waits for in another before it starts. */
public enum Condition {
    /** That it runs. */
    @JsonProperty("started")
    STARTED,
    /** That its health check succeeds. */
    @JsonProperty("healthy")
    HEALTHY,
    /** That it has done its work and ended well, such as a migration of a database. */
    @JsonProperty("completed")
    COMPLETED
}
