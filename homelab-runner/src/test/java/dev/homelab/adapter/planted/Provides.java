// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.planted;

import dev.homelab.provision.Provisioner;

/** Breaks a rule of the house on purpose. */
public abstract class Provides implements Provisioner<MutableThing> {}
