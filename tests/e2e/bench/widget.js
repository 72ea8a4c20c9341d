// What the picker costs a shopper's machine, beside the same by hand. `cargo xtask bench --only widget` starts this, and
// judges what it prints: one JSON object, of milliseconds and bytes as they were measured.
import { chromium } from "@playwright/test";

import { answer, open } from "./subjects.js";

const { BASE_URL, CHROMIUM } = process.env;
/** How many times slower than this machine a shopper's phone may be. */
const SLOWER = 4;
/** How often each page is opened anew. */
const TURNS = 7;
/** Moves of the hand in one drag. */
const MOVES = 60;

const KINDS = ["picker", "plain"];

const say = (text) => process.stderr.write(`    ${text}\n`);

/**
 * From an answer in hand to its points on the screen, the first time in a page, in turns: by the clock, and what it takes of
 * the processor for the page's thread, which changes less with what else the machine does.
 */
async function painting(given, rate) {
  const found = { picker: { times: [], work: [] }, plain: { times: [], work: [] } };
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const kind of KINDS) {
      const subject = await open(...given, kind, rate);
      const before = await subject.metrics();
      found[kind].times.push(await subject.search());
      const after = await subject.metrics();
      found[kind].work.push(1000 * (after.TaskDuration - before.TaskDuration));
      await subject.close();
    }
  }
  return found;
}

/** Every interaction of a shopper who types, filters and looks at points, in milliseconds until the next picture. */
async function interactions(given) {
  const subject = await open(...given, "picker", SLOWER);
  await subject.search();
  const { page } = subject;
  await page.evaluate(() => window.interactions.clear());
  let made = 0;
  const did = async (doing) => {
    await doing;
    made += 1;
  };
  await subject.find("#address").focus();
  await page.keyboard.press("Control+A");
  for (const key of "Piazza della Signoria 1") await did(page.keyboard.press(key === " " ? "Space" : key));
  await subject.find(".filters summary").click();
  const chips = subject.find(".filters .chip");
  for (let chip = 0; chip < 6; chip += 1) {
    for (let turn = 0; turn < 2; turn += 1) await did(chips.nth(chip).click());
  }
  await subject.find(".filters summary").click();
  const labels = subject.find(".row > label");
  for (let row = 0; row < 6; row += 1) await did(labels.nth(row).click());
  for (let press = 0; press < 20; press += 1) await did(page.keyboard.press("ArrowDown"));
  const disclose = subject.find(".disclose");
  for (let row = 20; row < 24; row += 1) await did(disclose.nth(row).click());
  // The browser tells of an event after the frame that it led to.
  await page.evaluate(async () => {
    for (let frame = 0; frame < 10; frame += 1) await new Promise(requestAnimationFrame);
  });
  const told = await page.evaluate(() => [...window.interactions.values()]);
  await subject.close();
  return { made, told };
}

/** The frames of a drag of the map, and what each takes of the page's thread. */
async function frames(given, kind) {
  const subject = await open(...given, kind, 1);
  await subject.search();
  const { page } = subject;
  const box = await subject.find(".surface").boundingBox();
  // Pictures that have to be loaded and decoded would be measured too: there and back twice, the first time for them.
  const drag = async () => {
    await page.mouse.move(box.x + 300, box.y + 200);
    await page.mouse.down();
    for (let move = 1; move <= MOVES; move += 1) {
      const off = move <= MOVES / 2 ? move : MOVES - move;
      await page.mouse.move(box.x + 300 - 2 * off, box.y + 200 - off);
    }
    await page.mouse.up();
  };
  await drag();
  await page.evaluate(() => {
    window.frames0 = [];
    const next = (at) => {
      window.frames0.push(at);
      window.frame = requestAnimationFrame(next);
    };
    window.frame = requestAnimationFrame(next);
  });
  const before = await subject.metrics();
  await drag();
  const after = await subject.metrics();
  const at = await page.evaluate(() => [cancelAnimationFrame(window.frame), window.frames0][1]);
  await subject.close();
  const took = 1000 * (after.TaskDuration - before.TaskDuration);
  return { intervals: at.slice(1).map((time, frame) => time - at[frame]), thread: took / MOVES };
}

/** Bytes with 200 points on the screen, after all rubbish is gone. */
async function memory(given, kind) {
  const subject = await open(...given, kind, 1);
  await subject.search();
  for (let turn = 0; turn < 3; turn += 1) await subject.session.send("HeapProfiler.collectGarbage");
  const { JSHeapUsedSize } = await subject.metrics();
  const module = await subject.page.evaluate(() => window.moduleMemory?.buffer.byteLength ?? 0);
  await subject.close();
  return { script: JSHeapUsedSize, module };
}

/** What a page that has the picker feels of it, from its first byte to the list. */
async function host(given) {
  const subject = await open(...given, "picker", SLOWER);
  const start = await subject.page.evaluate(() => window.blocking);
  await subject.search();
  await subject.page.evaluate(() => new Promise(requestAnimationFrame));
  const felt = await subject.page.evaluate(() => ({ shifts: window.shifts, blocking: window.blocking }));
  await subject.close();
  return { shifts: felt.shifts, starting: start, blocking: felt.blocking };
}

const several = async (measure) => {
  const all = [];
  for (let turn = 0; turn < 2; turn += 1) all.push(await measure());
  return all;
};

const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"],
});
try {
  const given = [browser, BASE_URL, await answer(BASE_URL)];
  const both = async (measure) => {
    const found = {};
    for (const kind of KINDS) found[kind] = await measure(given, kind);
    return found;
  };
  const report = { slower: SLOWER };
  say("an answer in hand to 200 points on the screen");
  report.painting = await painting(given, 1);
  report.slowPainting = await painting(given, SLOWER);
  say("typing, filtering, looking");
  report.interactions = await several(() => interactions(given));
  say("dragging the map");
  report.frames = await several(() => both(frames));
  say("memory");
  report.memory = await both(memory);
  say("what the shop's page feels");
  report.host = await several(() => host(given));
  console.log(JSON.stringify(report));
} finally {
  await browser.close();
}
