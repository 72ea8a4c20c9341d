// Takes the pictures of docs/gallery.md, and writes that page: `cargo xtask screenshots`. Each state is brought about by the
// gallery itself, and stands at three widths side by side, once for each look.
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { chromium } from "@playwright/test";

import { GROUPS } from "../../demo/gallery-states.js";
import { WEDNESDAY_MORNING } from "./pages/sandbox.js";

const { BASE_URL, SANDBOX_URL, CHROMIUM, OUT, ONLY } = process.env;

const SIZES = [
  { width: 360, height: 780 },
  { width: 768, height: 800 },
  { width: 1280, height: 760 },
];

/** The name of a look in a file's name, what it is called, and what the gallery and the browser are told. */
const LOOKS = [
  { name: "light", title: "Light", asked: {}, colorScheme: "light" },
  { name: "dark", title: "Dark", asked: { theme: "dark" }, colorScheme: "dark" },
  { name: "rtl", title: "Right to left", asked: { language: "ar" }, colorScheme: "light" },
];

/** How much smaller the pictures are than the screen. */
const SCALE = 0.7;

const states = GROUPS.flatMap(({ states }) => states);
const wanted = ONLY ? states.filter(({ id }) => ONLY.split(",").includes(id)) : states;

/** Waits until all that was asked for is there: pictures, and what moves. */
async function rest(page) {
  // Tiles are asked for when the map has come to rest.
  await page.waitForTimeout(400);
  await page.waitForFunction(() => {
    const images = [...(document.querySelector("service-point-picker").shadowRoot?.querySelectorAll("img") ?? [])];
    return images.every((image) => image.complete);
  });
  await page.evaluate(async () => {
    const running = document.getAnimations().filter(({ effect }) => effect.getTiming().iterations !== Infinity);
    await Promise.all(running.map(({ finished }) => finished.catch(() => {})));
  });
}

async function shoot(context, page, { id, alone }, asked) {
  await page.goto(`${BASE_URL}/demo/gallery.html?${new URLSearchParams({ ...asked, state: id })}`);
  if (id === "offline") {
    await page.locator("service-point-picker .row").first().waitFor();
    await context.setOffline(true);
  }
  // The module of the first load never comes, and so does nothing else.
  await page.locator(".frame[data-arrived]").waitFor({ state: "attached" });
  await rest(page);
  const bottom = await page.evaluate(() => document.querySelector("main").getBoundingClientRect().bottom);
  const { width, height } = page.viewportSize();
  const clip = { x: 0, y: 0, width, height: id === "dialog-open" ? height : Math.min(height, Math.ceil(bottom)) };
  const shot = await page.screenshot({ clip });
  await context.setOffline(false);
  return shot.toString("base64");
}

/** The pictures side by side, as WebP, which the browser writes. */
const joined = (page, shots) =>
  page.evaluate(
    async ([shots, scale]) => {
      const images = await Promise.all(
        shots.map(async (shot) => {
          const image = new Image();
          image.src = `data:image/png;base64,${shot}`;
          await image.decode();
          return image;
        }),
      );
      const gap = 16;
      const canvas = document.createElement("canvas");
      canvas.width = (images.reduce((sum, { width }) => sum + width, 0) + gap * (images.length - 1)) * scale;
      canvas.height = Math.max(...images.map(({ height }) => height)) * scale;
      const context = canvas.getContext("2d");
      context.imageSmoothingQuality = "high";
      context.scale(scale, scale);
      let left = 0;
      for (const image of images) {
        context.drawImage(image, left, 0);
        left += image.width + gap;
      }
      return canvas.toDataURL("image/webp", 0.6).split(",")[1];
    },
    [shots, SCALE],
  );

const page = () => `# Every state of the picker

\`cargo xtask demo\` has them as a page that can be touched, at \`/demo/gallery.html\`. \`cargo xtask screenshots\` takes these pictures of it, and
writes this page: each state 360, 768 and 1280 pixels wide, in light, in dark, and in Arabic, which is written from right to left.

${GROUPS.map(
  ({ title, states }) => `## ${title}

${states
  .map(
    ({ id, title, says }) => `### ${title}

${says}

${LOOKS.map((look) => `![${title}: ${look.title.toLowerCase()}](images/gallery/${id}-${look.name}.webp)`).join("\n")}
`,
  )
  .join("\n")}`,
).join("\n")}`;

await fetch(`${SANDBOX_URL}/sandbox/clock`, { method: "PUT", body: JSON.stringify({ clock: WEDNESDAY_MORNING }) });
await mkdir(join(OUT, "images/gallery"), { recursive: true });
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
try {
  const table = await browser.newPage();
  for (const { name, asked, colorScheme } of LOOKS) {
    const pages = [];
    for (const viewport of SIZES) {
      const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
      pages.push([context, await context.newPage()]);
    }
    for (const state of wanted) {
      const shots = [];
      for (const [context, page] of pages) shots.push(await shoot(context, page, state, asked));
      const picture = Buffer.from(await joined(table, shots), "base64");
      await writeFile(join(OUT, "images/gallery", `${state.id}-${name}.webp`), picture);
      console.error(`${state.id}, ${name}: ${picture.length} bytes`);
    }
    for (const [context] of pages) await context.close();
  }
} finally {
  await browser.close();
}
const kept = new Set(states.flatMap(({ id }) => LOOKS.map(({ name }) => `${id}-${name}.webp`)));
for (const file of await readdir(join(OUT, "images/gallery"))) {
  if (!kept.has(file)) await rm(join(OUT, "images/gallery", file));
}
await writeFile(join(OUT, "gallery.md"), page());
