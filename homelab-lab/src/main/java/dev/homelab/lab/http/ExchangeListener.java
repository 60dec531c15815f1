// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.http;

import java.util.function.Consumer;

/**
 * Is notified of every exchange with any fake of this process. {@code ServiceLoader} finds it: a fake knows nothing of the judges,
 * and a program that starts one cannot forget them.
 */
public interface ExchangeListener extends Consumer<Exchange> {}
