// `cargo xtask test --only e2e` starts the demo, and sets the variables that are read here.
import { defineConfig } from "@playwright/test";

const { BASE_URL, CHROMIUM, FIREFOX, JSON_REPORT } = process.env;
if (!BASE_URL) {
  throw new Error("BASE_URL is not set: run the journeys with `cargo xtask test --only e2e`");
}

export default defineConfig({
  testDir: ".",
  // Where there is no Firefox, its journey neither passes nor fails.
  testIgnore: FIREFOX ? [] : ["firefox/**"],
  outputDir: "../../test-results",
  // One worker: the journeys share one sandbox, and its fault switches hold for everyone who asks it.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  // Generous, for a machine that builds something else meanwhile; who waits for the right thing rarely waits long.
  expect: { timeout: 10_000 },
  reporter: [["list"], ...(JSON_REPORT ? [["json", { outputFile: JSON_REPORT }]] : [])],
  use: {
    baseURL: BASE_URL,
    // A trace would double the time of every journey; `--trace on` makes one of a journey that fails.
    trace: "off",
    screenshot: "only-on-failure",
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
