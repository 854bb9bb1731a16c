package dev.martlet.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.FluentWait;

/** Debian's Chromium, without a window, driven by its own driver. */
final class Browser implements AutoCloseable {
    private static final File CHROMIUM = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");
    private static final List<String> ARGUMENTS = List.of(
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--no-proxy-server");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration OFTEN = Duration.ofMillis(100);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Sandboxes need rights that root in a container does not have. The driver sends nothing to the browser's vendor. */
    static Browser open() {
        var log = new LoggingPreferences();
        log.enable(LogType.BROWSER, java.util.logging.Level.ALL);
        var options = new ChromeOptions();
        options.setBinary(CHROMIUM);
        options.addArguments(ARGUMENTS);
        options.setCapability("goog:loggingPrefs", log);
        return new Browser(new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).usingAnyFreePort().build(), options));
    }

    Browser go(String url) {
        driver.get("about:blank");
        driver.get(url);
        return this;
    }

    Browser size(int width, int height) {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        return this;
    }

    /** @param scheme light or dark */
    Browser scheme(String scheme) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        return this;
    }

    /** The first element, as soon as it is there and visible. */
    WebElement find(String css) {
        return await(css, browser -> browser.all(css).stream().anyMatch(WebElement::isDisplayed))
                .all(css).stream().filter(WebElement::isDisplayed).findFirst().orElseThrow();
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    Browser click(String css) {
        find(css).click();
        return this;
    }

    /** By keyboard: Enter on the element that has the focus, which it is given. */
    Browser enter(String css) {
        driver.executeScript("arguments[0].focus()", find(css));
        driver.switchTo().activeElement().sendKeys(Keys.ENTER);
        return this;
    }

    /** Pressed one after the other, on what has the focus then. */
    Browser press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
        return this;
    }

    Browser type(String css, String text) {
        find(css).sendKeys(text);
        return this;
    }

    Browser choose(String css, String value) {
        return click(css + " option[value=\"" + value + "\"]");
    }

    /** Waits until the page shows the text. */
    Browser awaitText(String text) {
        return await("text: " + text, browser -> browser.text("body").contains(text));
    }

    Browser awaitNo(String css) {
        return await("no " + css, browser -> browser.all(css).isEmpty());
    }

    Browser await(String what, Predicate<Browser> condition) {
        new FluentWait<>(this).withTimeout(TIMEOUT).pollingEvery(OFTEN).ignoring(StaleElementReferenceException.class)
                .withMessage(() -> what + "; the page shows:\n" + text("body") + "\nlog: " + log()).until(condition::test);
        return this;
    }

    String text(String css) {
        return driver.findElement(By.cssSelector(css)).getText();
    }

    Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** What the page has logged since it was last asked: errors of scripts, violations of the policy, requests that failed. */
    List<String> log() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(LogEntry::getMessage).toList();
    }

    /** Nothing is wider than the window: only parts scroll sideways. */
    void awaitFits() {
        await("no more than the width of the window", _ -> (Boolean) script("return document.documentElement.scrollWidth <= window.innerWidth"));
    }

    /** Without findings of axe-core that are serious or critical. */
    void assertAccessible() {
        driver.executeScript(axe());
        var findings = (String) driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run().then(found => done(found.violations.filter(one => ['serious', 'critical'].includes(one.impact))
                    .map(one => one.id + ': ' + one.nodes.map(node => node.html).join(' | ')).join('\\n')), failure => done(String(failure)));
                """);
        assertThat(findings).as(driver.getCurrentUrl()).isEmpty();
    }

    byte[] screenshot() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    void screenshot(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, screenshot());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }

    private static String axe() {
        try (InputStream script = Browser.class.getClassLoader().getResourceAsStream("axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
