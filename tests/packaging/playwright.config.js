// `cargo xtask test --only packaging` packs the package, and sets the variables that are read here and in support/.
import { defineConfig } from "@playwright/test";

const { CHROMIUM, JSON_REPORT, OUT, SHOP_PORT } = process.env;
if (!OUT) throw new Error("OUT is not set: run these tests with `cargo xtask test --only packaging`");

export default defineConfig({
  testDir: ".",
  outputDir: `${OUT}/results`,
  // One worker: the proxy knows one shop, so all pages are served from its port, one test after the other.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ...(JSON_REPORT ? [["json", { outputFile: JSON_REPORT }]] : [])],
  use: {
    baseURL: `http://127.0.0.1:${SHOP_PORT}`,
    trace: "off",
    launchOptions: {
      executablePath: CHROMIUM,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
