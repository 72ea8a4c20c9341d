import { chromium } from "@playwright/test";
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
for (let i = 0; i < 1; i++) {
const page = await b.newPage({ viewport: { width: 1280, height: 720 } });
page.on("console", (m) => console.log("console", m.text()));
page.on("pageerror", (e) => console.log("pageerror", e));
await page.goto("http://127.0.0.1:13000/");
await page.locator(".pin").nth(99).waitFor();
await page.locator("service-point-picker").locator(".row label").first().click();
await page.locator(".leaflet-popup").waitFor();
await page.screenshot({ path: `/tmp/w/ex-shots/leaflet-a${i}.png` });
await page.keyboard.press("Escape"); console.log(await page.locator(".leaflet-popup b").allTextContents());
await page.locator(".pin").last().dispatchEvent("click");
await page.screenshot({ path: `/tmp/w/ex-shots/leaflet-b${i}.png` });
console.log(await page.locator(".leaflet-popup b").allTextContents());
await page.locator(".leaflet-popup").getByRole("button", { name: "Use this point" }).last().click();
await page.waitForTimeout(600);
console.log(await page.locator("service-point-picker").evaluate((e) => [e.value, e.selection?.name]));
await page.screenshot({ path: `/tmp/w/ex-shots/leaflet-c${i}.png` });
await page.close();
}
await b.close();
