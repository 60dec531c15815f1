// SPDX-License-Identifier: Apache-2.0
/** Films, series, music and photos. */
@NullMarked
package media;

import org.jspecify.annotations.NullMarked;
