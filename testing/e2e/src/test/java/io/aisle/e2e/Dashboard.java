package io.aisle.e2e;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Data Flow's dashboard in a headless Chromium, and what an operator does in it. */
final class Dashboard implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String address;
    private final ChromeDriver browser;

    Dashboard(URI dataflow, Path profile) {
        this.address = dataflow + "/dashboard/index.html#";
        ChromeOptions options = new ChromeOptions()
                .setBinary("/usr/bin/chromium")
                .addArguments(
                        "--headless=new",
                        "--no-sandbox", // root in a container
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--window-size=1400,1000",
                        "--user-data-dir=" + profile);
        var service = new ChromeDriverService.Builder().usingDriverExecutable(new File("/usr/bin/chromedriver"));
        this.browser = new ChromeDriver(service.build(), options);
    }

    void importApps(String coordinates) {
        open("/apps/add");
        click("button.clr-accordion-header-button", "Import application coordinates from a properties file");
        element("clr-accordion-panel textarea").sendKeys(coordinates);
        click("button", "IMPORT APPLICATION(S)");
        await().atMost(PATIENCE).until(() -> browser.getCurrentUrl().endsWith("/apps"));
    }

    /** Rows of the list of apps: name to type. */
    Map<String, String> apps() {
        open("/apps");
        return rows().stream().collect(Collectors.toMap(row -> row[0], row -> row[1]));
    }

    /** What the page of an app says of its properties. */
    String propertiesOf(String type, String app) {
        open("/apps/" + type + "/" + app);
        return await().atMost(PATIENCE).until(() -> element("body").getText(), text -> text.contains("java."));
    }

    void createStreams(String definitions) {
        open("/streams/list/create");
        draw(definitions);
        click("button", "CREATE STREAM(S)");
        // The dialogue asks the server whether each name is free, and does nothing before it knows.
        confirm("CREATE THE STREAM(S)", "/streams/list");
    }

    void createTask(String name, String definition) {
        open("/tasks-jobs/tasks/create");
        draw(definition);
        click("button", "CREATE TASK");
        element(".modal input[name=name]").sendKeys(name);
        confirm("CREATE THE TASK", "/tasks-jobs/tasks");
    }

    void launch(String task, String properties) {
        open("/tasks-jobs/tasks/" + task + "/launch");
        click("a, button", "Freetext");
        element("textarea").sendKeys(properties);
        click("button", "LAUNCH TASK");
        await().atMost(PATIENCE).until(() -> !browser.getCurrentUrl().endsWith("/launch"));
    }

    /** Rows of the list of task executions, newest first: what each cell says. */
    List<String> taskExecutions() {
        open("/tasks-jobs/task-executions");
        return rows().stream().map(row -> String.join(" ", row)).toList();
    }

    /** The editor takes text before the page listens to it; the page has understood when it draws a graph of it. */
    private void draw(String definitions) {
        element(".CodeMirror");
        await("a graph of " + definitions)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(3))
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .until(() -> {
                    boolean drawn =
                            !browser.findElements(By.cssSelector(".joint-link")).isEmpty();
                    if (!drawn) {
                        browser.executeScript(
                                "document.querySelector('.CodeMirror').CodeMirror.setValue(arguments[0])", definitions);
                    }
                    return drawn;
                });
    }

    private void confirm(String button, String next) {
        await(button)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(2))
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .until(() -> {
                    press(".modal button", button);
                    return browser.getCurrentUrl().endsWith(next);
                });
    }

    void deploy(String stream, String properties) {
        open("/streams/list/" + stream + "/deploy");
        click("a, button", "Freetext");
        element("textarea").sendKeys(properties);
        click("button", "DEPLOY THE STREAM");
        await().atMost(PATIENCE).until(() -> !browser.getCurrentUrl().endsWith("/deploy"));
    }

    /** Rows of the list of streams: name to status. */
    Map<String, String> streams() {
        open("/streams/list");
        return rows().stream().collect(Collectors.toMap(row -> row[0], row -> row[row.length - 1]));
    }

    private List<String[]> rows() {
        return await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .until(
                        () -> browser.findElements(By.cssSelector("clr-dg-row")).stream()
                                .map(row -> row.getText().split("\n"))
                                .toList(),
                        rows -> !rows.isEmpty());
    }

    private void open(String page) {
        browser.get(address + page);
        browser.navigate().refresh(); // the address differs only behind its #
    }

    private WebElement element(String selector) {
        return await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .until(() -> browser.findElement(By.cssSelector(selector)), WebElement::isDisplayed);
    }

    private void click(String selector, String text) {
        await("a " + selector + " that says " + text)
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .until(() -> press(selector, text));
    }

    /** One attempt; false when there is no such thing yet. */
    private boolean press(String selector, String text) {
        return browser.findElements(By.cssSelector(selector)).stream()
                .filter(one -> one.getText().equalsIgnoreCase(text))
                .findFirst()
                .map(one -> {
                    one.click();
                    return true;
                })
                .orElse(false);
    }

    @Override
    public void close() {
        browser.quit();
    }
}
