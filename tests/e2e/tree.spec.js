// What a screen reader meets in each of the main states: names, roles and states, in their order.
import { expect, test } from "./journey.js";
import { STATES } from "./pages/states.js";

const SEARCH = `
- search:
  - textbox "Where do you want to collect your order?"
  - button "Search"
  - button "Use my location"`;

const TREES = {
  empty: `${SEARCH}
- status
- alert
- group "Pickup points":
  - paragraph: Type an address to see the pickup points near it.
- text: Pick a point from the list.
- button "Use this point" [disabled]`,
  "nothing typed": `
- search:
  - textbox "Where do you want to collect your order?" [invalid]
  - paragraph: Type a street and town, or a postal code.
- button "Use this point" [disabled]`,
  loading: `${SEARCH}
- status: Looking for pickup points
- button "Use this point" [disabled]`,
  confirming: `
- group "Pickup points":
  - list:
    - listitem:
      - radio /Pick Up Minimarket/
    - listitem:
      - radio /DAVID MERCATO/ [checked]
- text: DAVID MERCATO Open until 23:00 · 190 m away · BRT
- button "Checking…"`,
  confirmed: `
- /children: equal
- text: Your pickup point DAVID MERCATO VIA ROMANA 46R, 50125 FIRENZE Open until 23:00 · 190 m away · BRT
- button "Change"`,
  changing: `${SEARCH}
- status: 2 pickup points, the nearest 170 m away.
- group "Pickup points":
  - list:
    - listitem:
      - radio /Pick Up Minimarket/
    - listitem:
      - radio /DAVID MERCATO/ [checked]
- button "Keep DAVID MERCATO"
- button "Use this point"`,
  error: `
- status
- alert:
  - paragraph: The search does not work at the moment. Please try again shortly.
  - button "Try again"
- button "Use this point" [disabled]`,
  "not found": `
- paragraph: We could not find that address. Check the spelling, or try just the postal code or town.
- status: There are no pickup points here.
- alert
- button "Use this point" [disabled]`,
  unavailable: `
- alert:
  - paragraph: DAVID MERCATO cannot take your parcel at the moment. Please pick another point.
- group "Pickup points":
  - list:
    - listitem:
      - radio /Pick Up Minimarket/
    - listitem:
      - radio /DAVID MERCATO/ [checked] [disabled]
- button "Use this point" [disabled]`,
};

for (const [state, tree] of Object.entries(TREES)) {
  test(`what a screen reader meets: ${state}`, async ({ page, picker, sandbox, shop }) => {
    await picker.element.evaluate((element) => {
      element.limit = 2;
      element.noMap = true;
    });
    await STATES[state]({ page, picker, sandbox, shop });
    await expect(picker.element).toMatchAriaSnapshot(tree);
  });
}
