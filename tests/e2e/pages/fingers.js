// Fingers on a touch screen, as the browser's own input gets them: it makes scrolling, taps and clicks of them itself.

export class Fingers {
  static async of(page) {
    const fingers = new Fingers();
    fingers.session = await page.context().newCDPSession(page);
    return fingers;
  }

  #send(type, spots) {
    const touchPoints = spots.map(({ x, y }, id) => ({ x, y, id }));
    return this.session.send("Input.dispatchTouchEvent", { type, touchPoints });
  }

  /** Puts a finger down at each of the first spots, moves all of them to the second ones in steps, and lifts them. */
  async move(from, to, steps = 10) {
    await this.#send("touchStart", from);
    for (let step = 1; step <= steps; step += 1) {
      const between = (start, end) => start + ((end - start) * step) / steps;
      const spots = from.map(({ x, y }, finger) => ({ x: between(x, to[finger].x), y: between(y, to[finger].y) }));
      await this.#send("touchMove", spots);
    }
    await this.#send("touchEnd", []);
  }

  async tap(spot) {
    await this.#send("touchStart", [spot]);
    await this.#send("touchEnd", []);
  }
}
