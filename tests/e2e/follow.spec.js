// A list that follows the map, with the proxy as a shop runs it: what it keeps spares the API most of the moves.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import { expect, test as journey } from "./journey.js";
import { Host } from "./pages/host.js";
import { VIA_ROMANA } from "./pages/picker.js";

const test = journey.extend({
  /** A proxy that keeps answers, which the one of the other journeys does not. */
  endpoint: async ({ baseURL, context, sandbox }, use) => {
    await context.grantPermissions(["local-network-access"]);
    const proxy = spawn(process.env.PROXY_PROGRAM, {
      env: {
        SPP_LISTEN: "127.0.0.1:0",
        SPP_UPSTREAM: `${sandbox.address}/api/v3`,
        SPP_ALLOWED_ORIGINS: new URL(baseURL).origin,
        SENDCLOUD_PUBLIC_KEY: "demo-public-key",
        SENDCLOUD_SECRET_KEY: "demo-secret-key",
      },
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [line] = await once(createInterface(proxy.stdout), "line");
    await use(line.replace("listening on ", "").replace(/\/$/, ""));
    proxy.kill();
    await once(proxy, "exit");
  },
});

// To and fro around a place, as somebody does who looks for a shop on the way home: pixels of each drag.
const WAY = [
  [-120, 0],
  [-100, 40],
  [60, -90],
  [90, 30],
  [70, 20],
  [-30, 110],
  [-140, -20],
  [50, -60],
  [120, 10],
  [-20, -50],
  [-60, 90],
  [80, -30],
];

for (const [where, address, country] of [
  ["in the middle of a city", VIA_ROMANA, "IT"],
  ["in a town", "Stadhuisplein 10, Eindhoven", "NL"],
]) {
  test(`a list that follows the map asks the API for at most one in three moves: ${where}`, async ({
    endpoint,
    page,
    sandbox,
  }) => {
    test.slow();
    const host = new Host(page);
    const attributes = { "use-integration-carriers": "", limit: 200, tiles: "/tiles/{z}/{x}/{y}{r}" };
    await host.open({ endpoint, country, address, ...attributes });
    const { picker } = host;
    await expect(picker.rows.first()).toBeVisible();
    const settled = () => expect(picker.list).not.toHaveAttribute("aria-busy");
    // Where streets can be told.
    const zoom = picker.map.getByRole("button", { name: "Zoom in", exact: true });
    while ((await picker.viewport()).zoom < 15) await zoom.click();
    await picker.element.evaluate((element) => (element.followMap = true));
    await sandbox.forgetRequests();
    let moves = 0;
    for (const [x, y] of [...WAY, ...WAY.map(([x, y]) => [-x, -y])]) {
      await picker.drag(x, y);
      await settled();
      moves += 1;
    }
    const calls = (await sandbox.requests("list")).length;
    expect(calls, "the map has moved to where nothing was kept").toBeGreaterThan(0);
    expect(calls / moves, `${calls} calls of the API for ${moves} moves`).toBeLessThanOrEqual(0.35);
  });
}
