// Reads a key set, and then a case with each line: a receipt, and the time. Writes what verifying it gave, as JSON.
import { readFileSync } from "node:fs";
import { verifyReceipt } from "./verify-receipt.mjs";

const [keySet, ...cases] = readFileSync(0, "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line));
for (const { receipt, now } of cases) console.log(JSON.stringify(verifyReceipt(receipt, keySet, now)));
