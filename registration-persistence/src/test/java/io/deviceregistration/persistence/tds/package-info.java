/** An endpoint that speaks SQL Server's wire protocol by a script, for tests with Microsoft's driver and no server. */
@NullMarked
package io.deviceregistration.persistence.tds;

import org.jspecify.annotations.NullMarked;
