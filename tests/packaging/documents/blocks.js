// The code that the documents show: every fenced block, by its language.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

import { HERE } from "../support/installed.js";

/** The checkout. */
export const ROOT = path.join(HERE, "../..");

// Decisions tell of the past, and are not to be followed.
const DOCUMENTS = ["README.md", "CONTRIBUTING.md", ":(glob)docs/*.md", ":(glob)crates/*/README.md", "pkg/README.md"];

/** What each fence opens: its file, its line, its language, whether it is an illustration, and its text. */
export function blocks() {
  const names = execFileSync("git", ["ls-files", "--", ...DOCUMENTS], { cwd: ROOT, encoding: "utf8" });
  return names.trimEnd().split("\n").flatMap(blocksOf);
}

function blocksOf(file) {
  const found = [];
  let open = null;
  for (const [index, line] of readFileSync(path.join(ROOT, file), "utf8").split("\n").entries()) {
    if (!line.startsWith("```")) {
      open?.lines.push(line);
    } else if (open) {
      found.push({ ...open, text: open.lines.join("\n") });
      open = null;
    } else {
      const [language = "", ...marks] = line.slice(3).split(" ");
      open = { file, at: `${file}:${index + 1}`, language, isIllustration: marks.includes("illustration"), lines: [] };
    }
  }
  if (open) throw new Error(`${open.at}: the block is not closed`);
  return found;
}

/** The blocks of a language that are to be run. */
export const running = (language) =>
  blocks().filter((block) => block.language === language && !block.isIllustration && !elsewhere(block));

/** Blocks that nothing can run, by their files and the beginning of a line, each with the reason. */
export const ILLUSTRATIONS = [
  ["docs/migration.md", "sendcloud.servicePoints.open(", "it is what a shop has of Sendcloud's script, before"],
];

// Blocks that other tests run, as they stand in the document.
const ELSEWHERE = [
  // crates/proxy/tests/receipts runs each language's own program.
  { file: "docs/receipts.md", languages: ["js", "php", "python", "rust"] },
  // Documentation tests of the crates: each takes its page in by `include_str!`.
  { file: "README.md", languages: ["rust"] },
  { file: "crates/sandbox/README.md", languages: ["rust"] },
  { file: "crates/service-points/README.md", languages: ["rust"] },
  // bundlers.spec.js and types.spec.js: the programs of apps/ and types/ have the same lines.
  { file: "pkg/README.md", languages: ["js", "ts"] },
];

/** Whether another test runs a block. */
export const elsewhere = ({ file, language }) =>
  ELSEWHERE.some((other) => other.file === file && other.languages.includes(language));
