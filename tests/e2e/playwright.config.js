// `cargo xtask test --only e2e` starts the demo, and sets the variables that are read here.
import { defineConfig } from "@playwright/test";

const { BASE_URL, CHROMIUM, JSON_REPORT } = process.env;
if (!BASE_URL) {
  throw new Error("BASE_URL is not set: run the journeys with `cargo xtask test --only e2e`");
}

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results",
  // One worker: the journeys share one sandbox, and its fault switches hold for everyone who asks it.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 30_000,
  reporter: [["list"], ...(JSON_REPORT ? [["json", { outputFile: JSON_REPORT }]] : [])],
  use: {
    baseURL: BASE_URL,
    trace: "retain-on-failure",
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
