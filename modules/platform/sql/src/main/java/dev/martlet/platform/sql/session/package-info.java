/** How a module logs in, and what each of its sessions sets. */
package dev.martlet.platform.sql.session;
