// What a choice may need besides a point: a country, a post number, a receipt.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import AxeBuilder from "@axe-core/playwright";

import { expect, test as journey } from "./journey.js";
import { Host } from "./pages/host.js";

const GERMANY = { name: "point", required: "", endpoint: "/api", country: "DE", "use-integration-carriers": "" };
const BERLIN = "Alexanderplatz, Berlin";

const test = journey.extend({
  host: async ({ page }, use) => {
    const host = new Host(page);
    host.number = page.getByRole("textbox", { name: "Post number" });
    await use(host);
  },
});

/** Looks at the nearest Packstation, and gives it. */
async function lookAtPackstation({ picker }) {
  const point = (await picker.points()).find(({ carrierShopType }) => carrierShopType === "packstation");
  await picker.list.locator(`label[for="p${point.id}"]`).last().click();
  return point;
}

test.describe("a post number", () => {
  test("is asked for where a Packstation needs it, checked, and part of the choice", async ({
    host,
    page,
    sandbox,
  }) => {
    await host.open({ ...GERMANY, address: BERLIN });
    await expect(host.picker.rows.first()).toBeVisible();
    await expect(host.number).toBeHidden();
    const { id } = await lookAtPackstation(host);
    await expect(host.number).toBeVisible();
    await sandbox.forgetRequests();

    for (const wrong of ["", "12345", "post 123456"]) {
      await host.number.fill(wrong);
      await expect(host.number, "nobody is told off while typing").not.toHaveAttribute("aria-invalid");
      await host.picker.confirm.click();
      await expect(host.number).toBeFocused();
      await expect(host.number).toHaveAccessibleDescription("Type your post number: 6 to 10 digits.");
      await expect(host.number).toHaveValue(wrong);
    }
    expect(await sandbox.calls(), "nothing is asked without it").toEqual([]);
    const { violations } = await new AxeBuilder({ page }).include("service-point-picker").analyze();
    expect(violations).toEqual([]);

    await host.number.fill("1234 5678");
    await host.number.press("Enter");
    await expect(host.picker.summary).toBeVisible();
    expect((await host.state()).data).toEqual([
      ["point", id],
      ["point_carrier", "dhl"],
      ["point_post_number", "12345678"],
    ]);
    expect((await host.picker.selection()).postNumber).toBe("12345678");
  });

  test("is there again after a reload, with the choice", async ({ host, page }) => {
    await host.open({ ...GERMANY, address: BERLIN });
    await expect(host.picker.rows.first()).toBeVisible();
    await lookAtPackstation(host);
    await host.number.fill("12345678");
    await host.picker.confirm.click();
    await expect(host.picker.summary).toBeVisible();
    await host.open({ ...GERMANY, address: BERLIN });
    await expect(host.picker.summary).toBeVisible();
    expect((await host.state()).data).toContainEqual(["point_post_number", "12345678"]);
    await host.picker.change.click();
    await expect(host.picker.rows.first()).toBeVisible();
    await lookAtPackstation(host);
    await expect(host.number).toHaveValue("12345678");
    await page.evaluate(() => document.querySelector("service-point-picker").clear());
    await host.open({ ...GERMANY, address: BERLIN });
    await expect(host.picker.rows.first()).toBeVisible();
    await lookAtPackstation(host);
    await expect(host.number, "clear() forgets it").toHaveValue("");
  });

  test("may come from the shop, and may be missing from a choice that is preset", async ({ host }) => {
    await host.open({ ...GERMANY, address: BERLIN, "post-number": "87654321" });
    await expect(host.picker.rows.first()).toBeVisible();
    const { id } = await lookAtPackstation(host);
    await expect(host.number).toHaveValue("87654321");
    await host.open({ ...GERMANY, value: id, persist: "none" });
    await expect(host.number, "the point is shown, and its number asked for").toBeVisible();
    await expect(host.number, "nothing takes the focus by itself").not.toBeFocused();
    expect((await host.state()).selected).toBeNull();
    await host.number.fill("123456");
    await host.picker.confirm.click();
    await expect(host.picker.summary).toBeVisible();
  });
});

test.describe("a country", () => {
  const countries = (page) => page.getByRole("combobox", { name: "Country" });

  test("can be chosen where the shop ships to several, and searches there", async ({ host, page }) => {
    await host.open({ ...GERMANY, country: "NL", countries: "NL DE IT" });
    await host.picker.ready();
    const list = countries(page);
    await expect(list.getByRole("option")).toHaveText(["Netherlands", "Germany", "Italy"]);
    await expect(list).toHaveValue("NL");
    await host.picker.find("Stadhuisplein, Eindhoven");
    await list.selectOption("Germany");
    await expect(host.picker.rows, "what was found is in the other country").toHaveCount(0);
    await expect(host.picker.address, "what was typed stays").toHaveValue("Stadhuisplein, Eindhoven");
    const asked = host.picker.listAsked();
    await host.picker.submit(BERLIN);
    expect((await asked).get("country_code")).toBe("DE");
    await expect(host.picker.rows.first()).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).include("service-point-picker").analyze();
    expect(violations).toEqual([]);

    await host.open({ ...GERMANY, country: "NL", countries: "NL DE IT" });
    await expect(host.picker.rows.first(), "the search of before is done again, there").toBeVisible();
    await expect(list).toHaveValue("DE");
  });

  test("is no question where there is one, and a wrong one is named", async ({ host, page }) => {
    await host.open({ ...GERMANY, countries: "DE" });
    await host.picker.ready();
    await expect(countries(page)).toBeHidden();
    await host.open({ ...GERMANY, countries: "DE,NL" });
    await expect(host.picker.configurationError).toContainText("countries are two-letter ISO 3166-1 codes");
  });
});

test.describe("a receipt", () => {
  // The demo's proxy does not sign, so this is one that does.
  const signing = test.extend({
    signer: async ({ baseURL, context, sandbox }, use) => {
      await context.grantPermissions(["local-network-access"]);
      const folder = await mkdtemp(join(tmpdir(), "spp-receipt-"));
      const keys = join(folder, "keys.json");
      expect(spawnSync(process.env.PROXY_PROGRAM, ["receipt-key", keys]).status).toBe(0);
      const proxy = spawn(process.env.PROXY_PROGRAM, {
        env: {
          SPP_LISTEN: "127.0.0.1:0",
          SPP_UPSTREAM: `${sandbox.address}/api/v3`,
          SPP_ALLOWED_ORIGINS: new URL(baseURL).origin,
          SPP_RECEIPT_KEYS_FILE: keys,
          SENDCLOUD_PUBLIC_KEY: "demo-public-key",
          SENDCLOUD_SECRET_KEY: "demo-secret-key",
        },
        stdio: ["ignore", "pipe", "ignore"],
      });
      const [line] = await once(createInterface(proxy.stdout), "line");
      await use({ endpoint: line.replace("listening on ", "").replace(/\/$/, ""), keys });
      proxy.kill();
      await once(proxy, "exit");
      await rm(folder, { recursive: true });
    },
  });

  signing("is signed for the choice and its post number, and goes with the form", async ({ host, page, signer }) => {
    await host.open({ ...GERMANY, endpoint: signer.endpoint, address: BERLIN, receipt: "" });
    await expect(host.picker.rows.first()).toBeVisible();
    const { id } = await lookAtPackstation(host);
    await host.number.fill("123456");
    await host.picker.confirm.click();
    await expect(host.picker.summary).toBeVisible();
    const { receipt } = await host.picker.selection();
    expect((await host.state()).data).toContainEqual(["point_receipt", receipt]);
    const claims = JSON.parse(Buffer.from(receipt.split(".")[1], "base64url"));
    expect(claims).toMatchObject({ id, carrier: "dhl", post_number: "123456" });
    expect(JSON.parse(await readFile(signer.keys, "utf8")).keys).toHaveLength(1);
    const verified = spawnSync(process.env.PROXY_PROGRAM, ["verify-receipt", receipt], {
      env: { SPP_RECEIPT_KEYS_FILE: signer.keys },
    });
    expect(verified.status, String(verified.stderr)).toBe(0);
    await host.open({ ...GERMANY, endpoint: signer.endpoint, address: BERLIN, receipt: "" });
    await expect(host.picker.summary, "a choice of earlier is signed anew").toBeVisible();
    expect((await host.picker.selection()).receipt).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    await expect(page.locator("form [name=point_receipt]")).toHaveCount(0);
  });

  test("that the proxy does not give is an error for the developer, and the point is not called gone", async ({
    heard,
    host,
  }) => {
    await host.open({ ...GERMANY, country: "IT", address: "Via Romana 20, Firenze", receipt: "" });
    await expect(host.picker.rows.first()).toBeVisible();
    await host.picker.look(0);
    await host.picker.confirm.click();
    await expect(host.picker.alert).toContainText("We could not check this point.");
    expect((await heard.of("spp-error")).map(({ detail }) => detail.code)).toEqual(["not_found"]);
    await expect(host.picker.list.locator(".gone")).toHaveCount(0);
  });
});
