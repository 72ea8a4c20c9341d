// What the documents show nginx, put together as one configuration: what belongs into a server there, the rest around it.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The statements of a block's first level, each with its braces. */
function statements(text) {
  const found = [];
  let [statement, depth, quote] = ["", 0, null];
  for (const sign of text.replace(/^\s*#.*$/gm, "")) {
    statement += sign;
    if (quote) quote = sign === quote ? null : quote;
    else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === "{") depth += 1;
    else if (sign === "}") depth -= 1;
    if (!quote && depth === 0 && (sign === ";" || sign === "}")) {
      found.push(statement.trim());
      statement = "";
    }
  }
  return found;
}

/** Writes the configuration of one document's blocks, and gives its path. */
export function configuration(folder, blocks) {
  mkdirSync(folder, { recursive: true });
  const [key, certificate] = ["privkey.pem", "fullchain.pem"].map((name) => path.join(folder, name));
  const subject = ["-subj", "/CN=shop.example", "-days", "2"];
  const made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, ...subject];
  if (blocks.some(({ text }) => text.includes("ssl_certificate"))) execFileSync("openssl", made, { stdio: "ignore" });
  // Two blocks may show the same place, each with something else about it: each gets a server of its own.
  const servers = [];
  const around = [];
  for (const { text } of blocks) {
    const all = statements(text);
    const inside = all.filter((statement) => statement.startsWith("location"));
    around.push(...all.filter((statement) => !statement.startsWith("location")));
    if (inside.length > 0) servers.push(`server { listen 127.0.0.1:${18081 + servers.length}; ${inside.join("\n")} }`);
  }
  const written = [...around, ...servers]
    .join("\n")
    .replaceAll("/etc/letsencrypt/live/shop.example", folder)
    .replaceAll("/var/cache/nginx", `${folder}/cache`)
    .replaceAll("/var/log/nginx", folder)
    .replaceAll("listen 443 ", "listen 127.0.0.1:18443 ");
  mkdirSync(path.join(folder, "cache"), { recursive: true });
  const file = path.join(folder, "nginx.conf");
  writeFileSync(file, `pid ${folder}/nginx.pid;\nevents {}\nhttp {\naccess_log off;\n${written}\n}\n`);
  return file;
}
