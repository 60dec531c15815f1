// SPDX-License-Identifier: Apache-2.0
/**
 * The laws every provisioner obeys, as tests. To write an adapter, subclass {@link
 * dev.homelab.lab.contract.ProvisionerContract} and make it pass. Needs JUnit and AssertJ, which the lab itself does not
 * bring.
 */
@NullMarked
package dev.homelab.lab.contract;

import org.jspecify.annotations.NullMarked;
