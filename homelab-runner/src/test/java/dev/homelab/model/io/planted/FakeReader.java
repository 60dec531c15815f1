// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io.planted;

/** Breaks a rule of the house on purpose. */
public final class FakeReader {}
