// axe-core in every state of the picker, narrow and wide, light and dark.
import AxeBuilder from "@axe-core/playwright";

import { expect, test } from "./journey.js";
import { STATES } from "./pages/states.js";

for (const [device, viewport] of [
  ["1280 px", { width: 1280, height: 900 }],
  ["390 px", { width: 390, height: 844 }],
]) {
  for (const colorScheme of ["light", "dark"]) {
    test.describe(`at ${device}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme, reducedMotion: "reduce" });

      for (const [state, lead] of Object.entries(STATES)) {
        test(`axe finds nothing wrong: ${state}`, async ({ page, picker, sandbox, shop }) => {
          // A dozen rows show all that a hundred do, in a tenth of the time.
          await picker.element.evaluate((element) => (element.limit = 12));
          await lead({ page, picker, sandbox, shop });
          const { violations, passes } = await new AxeBuilder({ page }).include("service-point-picker").analyze();
          const found = violations.map(({ id, nodes }) => [
            id,
            nodes.map((node) => [node.target.flat().join(" "), node.failureSummary]),
          ]);
          expect(found).toEqual([]);
          // A run that looked at nothing inside the shadow root would pass as well.
          const inside = passes.flatMap(({ nodes }) => nodes).filter(({ target }) => Array.isArray(target[0]));
          expect(inside.length).toBeGreaterThan(3);
        });
      }
    });
  }
}

test("what a screen reader meets after a search", async ({ picker }) => {
  await picker.element.evaluate((element) => (element.limit = 3));
  await picker.find();
  await picker.rows.nth(1).getByRole("button").click();
  await picker.look(1);
  await expect(picker.element).toMatchAriaSnapshot(`
    - search:
      - text: Where do you want to collect your order?
      - textbox "Where do you want to collect your order?":
        - text: Via Romana 20, Firenze
      - button "Search"
    - paragraph: Near Via Romana, 50125 Firenze FI, Italia
    - status: 3 pickup points, the nearest 170 m away.
    - group "Pickup points":
      - list:
        - /children: equal
        - listitem:
          - radio "Pick Up Minimarket Via Romana 18 · Parcel shop · InPost Italy 170 m"
          - text: /Open until 20:30$/
          - button "Opening hours of Pick Up Minimarket": Hours
        - listitem:
          - radio "DAVID MERCATO VIA ROMANA 46R · Parcel shop · BRT 190 m" [checked]
          - text: /Open until 23:00$/
          - button "Opening hours of DAVID MERCATO" [expanded]: Hours
          - table:
            - rowgroup:
              - /children: equal
              - row "Monday 10:00 – 23:00"
              - row "Tuesday 10:00 – 23:00"
              - row "Wednesday (today) 10:00 – 23:00"
              - row "Thursday 10:00 – 23:00"
              - row "Friday 10:00 – 23:00"
              - row "Saturday 10:00 – 23:00"
              - row "Sunday 10:00 – 23:00"
        - listitem:
          - radio "Carrefour Express Romana Via Romana 27 · FedEx 190 m"
          - text: /Open until 20:30$/
          - button "Opening hours of Carrefour Express Romana": Hours
    - text: DAVID MERCATO Open until 23:00 · 190 m away · BRT
    - button "Use this point"
    - region "Map":
      - link "Skip the map":
        - /url: "#"
      - application "Map of pickup points. Arrow keys move it, plus and minus zoom.":
        - button "Pick Up Minimarket, InPost Italy"
        - button "DAVID MERCATO, BRT"
        - button "Carrefour Express Romana, FedEx"
      - button "Move up"
      - button "Move left"
      - button "Move right"
      - button "Move down"
      - button "Zoom in"
      - button "Zoom out"
      - link "© OpenStreetMap contributors":
        - /url: https://www.openstreetmap.org/copyright
  `);
});

test("axe finds nothing wrong with the whole checkout", async ({ page, picker }) => {
  await picker.find();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.failureSummary)])).toEqual([]);
});
