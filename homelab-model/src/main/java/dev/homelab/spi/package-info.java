// SPDX-License-Identifier: Apache-2.0
/**
 * What plugs into homelab: an {@link dev.homelab.spi.Adapter} for a kind of target, a {@link dev.homelab.spi.NotifierFactory}
 * for a way to send notifications, a {@link dev.homelab.spi.SecretSource} for a scheme of references to secrets.
 *
 * <p>They are found by {@link java.util.ServiceLoader} on the class path and in the jars of {@code --plugins}, or handed over as
 * {@link dev.homelab.spi.Plugins}. Homelab's own are found the same way. Start with {@link dev.homelab.spi.Adapter}; what its
 * author is given is {@link dev.homelab.spi.Context}. Signatures show only the JDK and packages of homelab's API: no type of a
 * library may enter.
 */
@NullMarked
package dev.homelab.spi;

import org.jspecify.annotations.NullMarked;
