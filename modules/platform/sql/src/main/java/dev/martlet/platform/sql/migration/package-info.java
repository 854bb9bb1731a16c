/** A module's role, schema and migrations. */
package dev.martlet.platform.sql.migration;
