/** Whether a server, and what is in front of it, is one that the modules can work with. */
package dev.martlet.platform.sql.check;
