package dev.martlet.bootstrap.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.martlet.bootstrap.support.Shop;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page at / of the public port, in a browser under the page's policy. */
class ReferencePageIT {
    /** The length of the id that stands in the field as an example. */
    private static final int EXAMPLE = 36;
    private static Shop shop;
    private static Browser browser;

    @BeforeAll
    static void start() {
        shop = Shop.open(Map.of());
        browser = Browser.open();
    }

    @AfterAll
    static void end() {
        browser.close();
        shop.close();
    }

    @Test
    void eachOperationIsShown() {
        open();
        int operations = browser.all(".opblock").size();
        assertThat(operations).isEqualTo(shop.rest().get("/openapi").json().path("paths").valueStream()
                .mapToInt(path -> (int) path.propertyNames().stream().filter(name -> name.matches("get|post|patch|put|delete")).count()).sum());
        assertThat(errors()).isEmpty();
    }

    @Test
    void requestsAreTriedWithTheExamplesOfTheDocument() {
        open();
        assertThat(tried("post", "/products")).isEqualTo("201");
        assertThat(tried("get", "/products")).isEqualTo("200");
        assertThat(tried("post", "/customers")).isEqualTo("201");
        assertThat(tried("get", "/orders")).isEqualTo("200");
        assertThat(errors()).isEmpty();
    }

    @Test
    void anOperationIsTriedWithWhatTheUserTypes() {
        String product = shop.product(1000, 5);
        open();
        WebElement block = opened("get", "/products/{id}");
        block.findElement(css(".try-out__btn")).click();
        WebElement id = block.findElement(css("tr[data-param-name=id] input"));
        id.sendKeys(Keys.END + Keys.BACK_SPACE.toString().repeat(EXAMPLE) + product + Keys.TAB); // Swagger UI takes up what was typed when the field is left.
        assertThat(executed(block)).isEqualTo("200");
        assertThat(block.findElement(css(".responses-table.live-responses-table")).getText()).contains(product);
        assertThat(errors()).isEmpty();
    }

    /** The browser logs each answer that is an error, too: that of a request for an id which is only an example is none of the page. */
    private static List<String> errors() {
        return browser.log().stream().filter(line -> line.contains("/reference/") || !line.contains("status of 404")).toList();
    }

    private static void open() {
        browser.size(1200, 900).go(shop.http().base() + "/");
        browser.find(".opblock");
    }

    /** @return the status */
    private static String tried(String method, String path) {
        WebElement block = opened(method, path);
        block.findElement(css(".try-out__btn")).click();
        return executed(block);
    }

    private static WebElement opened(String method, String path) {
        WebElement block = browser.all(".opblock-" + method).stream()
                .filter(candidate -> candidate.findElement(css(".opblock-summary-path")).getDomAttribute("data-path").equals(path))
                .findFirst().orElseThrow();
        browser.script("arguments[0].scrollIntoView()", block);
        block.findElement(css(".opblock-summary-control")).click();
        browser.await("Try it out at " + path, _ -> !block.findElements(css(".try-out__btn")).isEmpty());
        return block;
    }

    private static String executed(WebElement block) {
        browser.script("arguments[0].click()", block.findElement(css(".execute")));
        browser.await("an answer", _ -> !block.findElements(css(".live-responses-table .response-col_status")).isEmpty());
        return block.findElement(css(".live-responses-table tbody .response-col_status")).getText().lines().findFirst().orElseThrow().strip();
    }

    private static By css(String selector) {
        return By.cssSelector(selector);
    }
}
