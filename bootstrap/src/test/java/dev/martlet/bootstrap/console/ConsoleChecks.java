package dev.martlet.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

/** What holds for each page of the console, in one process and in several. */
record ConsoleChecks(Browser browser, String address) {
    private static final Path PICTURES = Path.of("..", "docs", "console");
    private static final boolean WRITE = "write".equals(System.getProperty("martlet.docs"));

    /** Opens a page by its link, as a user does, so that what was typed before (a token) stays. */
    ConsoleChecks open(String page) {
        browser.size(1200, 900).scheme("light");
        if (browser.all("nav").isEmpty()) {
            browser.go(address + "/");
        }
        browser.click("nav a[href='#/" + page + "']").find("nav a[href='#/" + page + "'][aria-current]");
        return this;
    }

    /** In both colour schemes, and on a small screen; nothing was logged until here. */
    void assertWellMade() {
        for (String scheme : List.of("light", "dark")) {
            browser.scheme(scheme).assertAccessible();
        }
        browser.size(360, 780).awaitFits();
        browser.assertAccessible();
        browser.size(1200, 900).scheme("light");
        assertNothingLogged();
    }

    void assertNothingLogged() {
        assertThat(browser.log()).isEmpty();
    }

    /** Kept in the documents when they are written. */
    void picture(String name) {
        browser.script("scrollTo(0, 0)");
        byte[] picture = browser.screenshot();
        assertThat(picture).isNotEmpty();
        if (WRITE) {
            browser.screenshot(PICTURES.resolve(name + ".png"));
        }
    }
}
