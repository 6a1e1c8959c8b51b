// Takes pictures of the window's screens in a headless browser, to be looked at.
//   node tests/browser/look.mjs OUT_DIR [--only NAME]
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { startFake } from "../fake/server.mjs";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: "string" }, base: { type: "string" } } });
const out = positionals[0] ?? "shots";
mkdirSync(out, { recursive: true });

const ARGS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
const BIG = { width: 1440, height: 900 };
const SMALL = { width: 1024, height: 700 };

const TALL = { width: 1440, height: 2300 };
const whatIf = async (page) => {
  await page.getByTestId("match-row").nth(1).click();
  await page.getByTestId("detail-tab-what-if").click();
  await page.getByTestId("histogram").waitFor();
};
const type = async (page, field, text) => {
  await page.getByTestId(field).click();
  await page.getByTestId(`${field}-input`).fill(text);
  await page.keyboard.press("Enter");
  await page.getByTestId(`${field}-input`).waitFor({ state: "detached" });
};
const change = async (page) => {
  await type(page, "what-if-set-buying_price", "45");
  await type(page, "what-if-plan-tax_percent", "25");
  await type(page, "what-if-plan-inflation_percent", "2");
  await page.getByTestId("what-if-price-slider").fill("24");
};

const shots = [
  ["desk-light", BIG, { settings: { theme: "light" } }, async (page) => page.getByTestId("match-row").nth(1).click()],
  ["desk-dark", BIG, { settings: { theme: "dark" } }, async (page) => page.getByTestId("match-row").nth(1).click()],
  ["desk-small-ru", SMALL, { settings: { lang: "ru" } }, async (page) => page.getByTestId("match-row").nth(4).click()],
  ["desk-de", BIG, { settings: { lang: "de" } }, async (page) => page.getByTestId("match-row").nth(2).click()],
  ["desk-tt-dark", BIG, { settings: { lang: "tt", theme: "dark" } }, async (page) => page.getByTestId("match-row").nth(0).click()],
  ["desk-empty", BIG, {}, async () => undefined],
  ["start", BIG, { closed: true }, async () => undefined],
  ["start-dark-ru", SMALL, { closed: true, settings: { lang: "ru", theme: "dark" } }, async () => undefined],
  ["unlock", BIG, { closed: true }, async (page) => page.getByTestId("open-project").click()],
  ["recovery", BIG, { closed: true }, async (page) => { await page.getByTestId("new-project").click(); await page.getByTestId("create-project").click(); }],
  ["search", BIG, {}, async (page) => { await page.keyboard.press("Control+k"); await page.getByTestId("search-input").fill("asn"); await page.getByTestId("search-hit").first().waitFor(); }],
  ["site", BIG, {}, async (page) => { await page.getByTestId("nav-register").click(); await page.getByTestId("site-row").nth(2).click(); await page.getByTestId("flow-amount").first().click(); }],
  ["register-small-de", SMALL, { settings: { lang: "de", theme: "dark" } }, async (page) => { await page.getByTestId("nav-register").click(); await page.getByTestId("site-row").nth(18).click(); }],
  ["import-blank", BIG, {}, async (page) => page.getByTestId("nav-import").click()],
  ["import-done", BIG, {}, async (page) => { await page.getByTestId("nav-import").click(); await page.getByTestId("import-pick").click(); await page.getByTestId("import-start").click(); await page.getByTestId("issue-group").first().locator("button").click(); }],
  ["deals", BIG, { settings: { theme: "dark" } }, async (page) => page.getByTestId("nav-deals").click()],
  ["symbioses", BIG, {}, async (page) => { await page.getByTestId("nav-symbioses").click(); await page.getByTestId("symbioses-start").click(); await page.getByTestId("symbiosis").first().waitFor(); }],
  ["symbioses-small-ru", SMALL, { settings: { lang: "ru", theme: "dark" } }, async (page) => { await page.getByTestId("nav-symbioses").click(); await page.getByTestId("symbioses-start").click(); await page.getByTestId("symbiosis").first().waitFor(); }],
  ["symbioses-none-yet-tt", SMALL, { settings: { lang: "tt" } }, async (page) => page.getByTestId("nav-symbioses").click()],
  ["allocation-de", BIG, { settings: { lang: "de", theme: "dark" } }, async (page) => { await page.getByTestId("nav-symbioses").click(); await page.getByTestId("tab-allocation").click(); await page.getByTestId("allocation-start").click(); await page.getByTestId("allocation-table").waitFor(); }],
  ["question-ru", SMALL, { settings: { lang: "ru" } }, async (page) => { await page.getByTestId("nav-symbioses").click(); await page.getByTestId("tab-question").click(); await page.getByTestId("question-of").fill("Asnæs Ester A/S"); await page.getByTestId("question-ask").click(); await page.getByTestId("question-answer").waitFor(); }],
  ["question-refused", BIG, {}, async (page) => { await page.getByTestId("nav-symbioses").click(); await page.getByTestId("tab-question").click(); await page.getByTestId("question-of").fill("Nobody"); await page.getByTestId("question-ask").click(); await page.getByTestId("refusal").waitFor(); }],
  ["steady", BIG, {}, async (page) => { await page.getByTestId("steady-start").click(); await page.getByTestId("steady-share").first().waitFor(); await page.getByTestId("match-row").nth(7).click(); await page.getByTestId("steady-sentence").waitFor(); }],
  ["steady-small-tt", SMALL, { settings: { lang: "tt", theme: "dark" } }, async (page) => { await page.getByTestId("steady-start").click(); await page.getByTestId("steady-share").first().waitFor(); await page.getByTestId("match-row").nth(4).click(); }],
  ["flow-fields", BIG, {}, async (page) => { await page.getByTestId("nav-register").click(); await page.getByTestId("site-row").nth(3).click(); await page.getByTestId("flow-more").first().click(); }],
  ["flow-list-de", BIG, { settings: { lang: "de", theme: "dark" } }, async (page) => { await page.getByTestId("nav-register").click(); await page.getByTestId("site-row").nth(5).click(); await page.getByTestId("flow-more").last().click(); const list = page.getByTestId("flow-hazards").or(page.getByTestId("flow-price_tiers")).last(); await list.scrollIntoViewIfNeeded(); await list.click(); }],
  ["flow-fields-small-ru", SMALL, { settings: { lang: "ru", theme: "dark" } }, async (page) => { await page.getByTestId("nav-register").click(); await page.getByTestId("site-row").nth(7).click(); await page.getByTestId("flow-more").last().click(); await page.getByTestId("flow-instrument").last().scrollIntoViewIfNeeded(); }],
  ["readiness", BIG, {}, async (page) => { await page.getByTestId("match-row").nth(1).click(); await page.getByTestId("failures").scrollIntoViewIfNeeded(); }],
  ["readiness-small-tt", SMALL, { settings: { lang: "tt", theme: "dark" } }, async (page) => { await page.getByTestId("match-row").nth(1).click(); await page.getByTestId("failures").scrollIntoViewIfNeeded(); }],
  ["readiness-de", BIG, { settings: { lang: "de" } }, async (page) => { await page.getByTestId("match-row").nth(1).click(); await page.getByTestId("failures").scrollIntoViewIfNeeded(); }],
  ["legal-path", BIG, {}, async (page) => { await page.getByTestId("match-row").nth(1).click(); await page.getByTestId("carbon").scrollIntoViewIfNeeded(); }],
  ["legal-path-asked-de", BIG, { settings: { lang: "de" } }, async (page) => { await page.getByTestId("match-row").nth(0).click(); await page.getByTestId("legal-yes").click(); await page.getByTestId("legal-yes").click(); await page.getByTestId("legal-papers").scrollIntoViewIfNeeded(); }],
  ["legal-path-small-ru", SMALL, { settings: { lang: "ru", theme: "dark" } }, async (page) => { await page.getByTestId("match-row").nth(1).click(); await page.getByTestId("legal-path").scrollIntoViewIfNeeded(); }],
  ["what-if", TALL, {}, whatIf],
  ["what-if-dark", TALL, { settings: { theme: "dark" } }, async (page) => { await whatIf(page); await change(page); }],
  ["what-if-de", TALL, { settings: { lang: "de" } }, async (page) => { await whatIf(page); await change(page); }],
  ["what-if-tt-dark", TALL, { settings: { lang: "tt", theme: "dark" } }, async (page) => { await whatIf(page); await change(page); }],
  ["what-if-small-ru", SMALL, { settings: { lang: "ru" } }, whatIf],
  ["what-if-unpriced", BIG, {}, async (page) => { await page.locator("[data-testid=match-row]", { hasText: "no price" }).first().click(); await page.getByTestId("detail-tab-what-if").click(); }],
  ["packet", BIG, {}, async (page) => { await page.getByTestId("match-row").nth(1).click(); await page.getByTestId("make-packet").click(); await page.getByTestId("packet-create").click(); await page.locator("[data-painted='1']").waitFor(); }],
  ["portfolio", BIG, {}, async (page) => { await page.getByTestId("nav-deals").click(); await page.getByTestId("portfolio-make").click(); await page.getByTestId("packet-create").click(); await page.locator("[data-painted='1']").waitFor(); }],
  ["packet-refused", BIG, {}, async (page) => { await page.getByTestId("match-row").nth(1).click(); await page.getByTestId("make-packet").click(); await page.getByTestId("level-full").click(); await page.getByTestId("packet-create").click(); await page.getByTestId("refusal").waitFor(); }],
  ["deal", BIG, {}, async (page) => { await page.getByTestId("match-row").nth(1).click(); await page.getByTestId("open-deal").click(); await page.getByTestId("detail-consent-record").first().click(); await page.getByTestId("consent-reference").fill("Letter of 3 Nov 2026"); await page.keyboard.press("Enter"); await page.getByTestId("consent-withdraw").waitFor(); await page.getByTestId("deal-note").fill("Called on Monday"); }],
  ["deal-small-ru", SMALL, { settings: { lang: "ru", theme: "dark" } }, async (page) => { await page.getByTestId("match-row").nth(1).click(); await page.getByTestId("open-deal").click(); await page.getByTestId("deal-price").click(); }],
  ["packs-de", SMALL, { settings: { lang: "de" } }, async (page) => { await page.getByTestId("nav-import").click(); await page.getByTestId("pack-add").click(); await page.getByTestId("pack").waitFor(); }],
  ["empty-matches", BIG, { empty: true }, async (page) => page.getByTestId("nav-matches").click()],
  ["empty-import-ru", SMALL, { empty: true, settings: { lang: "ru" } }, async (page) => page.getByTestId("nav-import").click()],
  ["empty-register-tt", SMALL, { empty: true, settings: { lang: "tt", theme: "dark" } }, async (page) => page.getByTestId("nav-register").click()],
  ["unmatched-de", SMALL, { unmatched: true, settings: { lang: "de" } }, async () => undefined],
  ["hub", BIG, { hub: true }, async (page) => { await page.getByTestId("status-sync").click(); await page.getByTestId("conflict").first().click(); }],
  ["hub-place-dark-de", BIG, { hub: true, settings: { lang: "de", theme: "dark" } }, async (page) => { await page.getByTestId("nav-sync").click(); await page.getByTestId("conflict").nth(1).click(); }],
  ["hub-delete-small-ru", SMALL, { hub: true, settings: { lang: "ru" } }, async (page) => { await page.getByTestId("nav-sync").click(); await page.getByTestId("conflict").nth(2).click(); }],
  ["hub-pending-tt", SMALL, { hub: true, settings: { lang: "tt", theme: "dark" } }, async (page) => { await page.getByTestId("nav-sync").click(); await page.getByTestId("sync-tab-pending").click(); }],
  ["hub-tray", BIG, { hub: true }, async (page) => { await page.getByTestId("nav-sync").click(); await page.getByTestId("sync-tab-tray").click(); }],
  ["hub-none-de", BIG, { settings: { lang: "de" } }, async (page) => page.getByTestId("nav-sync").click()],
  ["hub-sign-in", BIG, {}, async (page) => { await page.getByTestId("nav-sync").click(); await page.getByTestId("hub-begin").click(); await page.getByTestId("hub-address").fill("hub.example"); await page.getByTestId("hub-sign-in").click(); await page.getByTestId("sign-in-page").waitFor(); }],
  ["keys-de", SMALL, { settings: { lang: "de", theme: "dark" } }, async (page) => { await page.getByTestId("settings-open").click(); await page.getByTestId("keys-open").click(); }],
  ["clone-ru", SMALL, { closed: true, hub: true, settings: { lang: "ru" } }, async (page) => page.getByTestId("clone-project").click()],
  ["settings", SMALL, { settings: { lang: "tt" } }, async (page) => page.getByTestId("settings-open").click()],
  ["filters", SMALL, {}, async (page) => page.getByTestId("filter-open").click()],
  ["map-only", BIG, { settings: { theme: "dark" } }, async (page) => page.getByTestId("nav-map").click()],
];

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ARGS });
for (const [name, viewport, { closed = false, empty = false, unmatched = false, hub = false, settings = {} }, act] of shots) {
  if (values.only && !name.includes(values.only)) continue;
  const fake = await startFake({ port: 0, closed, empty, unmatched, hub, ...(values.base ? { base: values.base } : {}) });
  Object.assign(fake.state.settings, settings);
  const page = await browser.newPage({ viewport });
  page.on("pageerror", (error) => console.log(name, "page error:", error.message));
  page.on("console", (message) => { if (message.type() === "error" || message.type() === "warning") console.log(name, message.text()); });
  try {
    await page.goto(fake.url);
    if (!closed) await page.evaluate(() => new Promise((done) => { const wait = () => (window.__turash ? window.__turash.ready.then(done) : setTimeout(wait, 20)); wait(); }));
    await act(page);
    await page.waitForTimeout(closed ? 300 : 1500);
    await page.screenshot({ path: join(out, `${name}.png`) });
    console.log(name, "usable ms", await page.evaluate(() => window.__turash?.stamps.usable ?? null));
  } catch (error) {
    console.log(name, "failed:", error.message.split("\n")[0]);
    await page.screenshot({ path: join(out, `${name}-failed.png`) });
  }
  await page.close();
  fake.close();
}
await browser.close();
