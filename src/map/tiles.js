/** Fills a URL template in. `{r}` asks for twice the pixels where the screen has them; names that are not ours stay. */
export const tileAddress = (template, z, x, y) =>
  template.replace(/{([zxyr])}/g, (_, name) => ({ z, x, y, r: devicePixelRatio > 1.25 ? "@2x" : "" })[name]);
