// The commands of a document, in one shell, against a sandbox and a proxy that the shell starts as the document says.
import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";

import { OUT } from "../support/installed.js";
import { ROOT } from "./blocks.js";

const PROMPT = "$ ";
const MARK = "@@ next";

/** What the document calls an address or a place, and what it is here. */
function here(text, { proxy, sandbox, folder }) {
  return text
    .replaceAll("http://127.0.0.1:8081", `http://127.0.0.1:${proxy}`)
    .replaceAll("https://shop.example/api", `http://127.0.0.1:${proxy}/api`)
    .replaceAll("127.0.0.1:8082", `127.0.0.1:${sandbox}`)
    .replaceAll("/etc/spp/", `${folder}/`)
    .replaceAll("/var/lib/spp/", `${folder}/`);
}

/** What a reader fills in where the document has three dots. */
function filledIn(command, folder) {
  return command
    .replace(/(SENDCLOUD_\w+_KEY)=…/g, "$1=demo-$1")
    .replace("SPP_RECEIPT_KEYS_FILE=…", `SPP_RECEIPT_KEYS_FILE=${folder}/receipt-keys.json`)
    .replace("eyJ…", "'\"$receipt\"'")
    .replaceAll(" … ", " ");
}

/** Commands, each with what the document shows of its output. */
function commands(text) {
  const found = [];
  for (const line of text.split("\n")) {
    const last = found.at(-1);
    if (line.startsWith(PROMPT)) found.push({ command: line.slice(PROMPT.length), shown: [] });
    else if (last?.command.endsWith("\\")) last.command = `${last.command.slice(0, -1)}${line.trim()}`;
    else if (last) last.shown.push(line);
    else throw new Error(`a block of commands begins with "$ ", not with ${line}`);
  }
  return found;
}

// Commands of cargo that would build what is built, or start what the tests of a layer start, are held against the programs
// that they name; the programs themselves run.
const PRELUDE = `
set -u -o pipefail
cd "$CHECKOUT"
stop() { [ ! -f "$FOLDER/$1.pid" ] || { kill "$(cat "$FOLDER/$1.pid")"; wait "$(cat "$FOLDER/$1.pid")" 2>/dev/null; rm "$FOLDER/$1.pid"; }; }
trap 'stop proxy; stop sandbox' EXIT
start() {
  stop "$1"
  rm -f "$FOLDER/$1.out"
  "\${@:2}" >"$FOLDER/$1.out" 2>"$FOLDER/$1.err" &
  echo $! >"$FOLDER/$1.pid"
  until [ -s "$FOLDER/$1.out" ]; do
    kill -0 "$(cat "$FOLDER/$1.pid")" 2>/dev/null || { cat "$FOLDER/$1.err"; rm "$FOLDER/$1.pid"; return 1; }
    sleep 0.05
  done
  head -n 1 "$FOLDER/$1.out"
}
sandbox() { start sandbox "$SANDBOX_PROGRAM" --listen "127.0.0.1:$SANDBOX_PORT"; }
login() {
  "$PROXY_PROGRAM" login --listen "127.0.0.1:$LOGIN_PORT" >"$FOLDER/login.out" 2>&1 &
  local pid=$!
  until grep -q 'has to allow' "$FOLDER/login.out"; do kill -0 $pid || { cat "$FOLDER/login.out"; return 1; }; sleep 0.05; done
  # The owner's browser; the sandbox's owner agrees at once.
  command curl --silent --location --output /dev/null "$(grep -o 'http://[^ ]*oauth2/auth[^ ]*' "$FOLDER/login.out")"
  wait $pid
}
service-point-proxy() {
  case "\${1-serve}" in
    serve) start proxy "$PROXY_PROGRAM" ;;
    login) login ;;
    *) "$PROXY_PROGRAM" "$@" ;;
  esac
}
cargo() {
  case "$1 \${2-} \${3-}" in
    xtask*) "$XTASK" "\${@:2}" --help >/dev/null ;;
    'run --package sendcloud-sandbox') sandbox ;;
    'run --package service-point-proxy') service-point-proxy ;;
    'install --path '*) command cargo metadata --quiet --offline --no-deps --format-version 1 --manifest-path "$3/Cargo.toml" >/dev/null ;;
    'install service-point-proxy '*) ;;
    *) echo "nobody knows how to try: cargo $*"; return 1 ;;
  esac
}
curl() {
  local body code=0
  body=$(command curl --silent --show-error --fail-with-body "$@") || code=$?
  printf '%s\\n' "$body"
  # What a command shows next may be the receipt of this answer.
  grep -o 'eyJ[A-Za-z0-9_.-]*' <<<"$body" >"$FOLDER/receipt"
  return $code
}
sandbox >/dev/null || exit 1
`;

/** A port that nobody uses. */
async function freePort() {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Runs the blocks of one document, in their order. Gives what is not as the document says: a command that fails, or output
 * that is another.
 */
export async function follow(name, blocks) {
  const folder = path.join(OUT, "documents", name.replaceAll("/", "-"));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const places = { folder, proxy: await freePort(), sandbox: await freePort() };
  const all = blocks.flatMap(({ at, text }) => commands(text).map((command) => ({ at, ...command })));
  const script = [PRELUDE];
  // A document that starts no proxy shows what is asked of one that runs.
  if (!all.some(({ command }) => /service-point-proxy( |$)/.test(command))) script.push(PROXY);
  for (const { command } of all) {
    script.push(`echo '${MARK}'`, RECEIPT, `{ ${here(filledIn(command, folder), places)}\n}`, 'echo "@@ $?"');
  }
  writeFileSync(path.join(folder, "script.sh"), script.join("\n"));
  const output = await run(path.join(folder, "script.sh"), {
    ...process.env,
    CHECKOUT: ROOT,
    FOLDER: folder,
    SANDBOX_PORT: places.sandbox,
    LOGIN_PORT: await freePort(),
    SENDCLOUD_PUBLIC_KEY: "any",
    SENDCLOUD_SECRET_KEY: "pair",
    SPP_BASE_PATH: "/api",
    SPP_LISTEN: `127.0.0.1:${places.proxy}`,
    SPP_UPSTREAM: `http://127.0.0.1:${places.sandbox}/api/v3`,
    SPP_TOKEN_URL: `http://127.0.0.1:${places.sandbox}/oauth2/token`,
    SPP_AUTHORIZE_URL: `http://127.0.0.1:${places.sandbox}/oauth2/auth`,
    SPP_ICON_HOSTS: `127.0.0.1:${places.sandbox}`,
    SELLERCLOUD_ENDPOINT: `http://127.0.0.1:${places.sandbox}/rest`,
    SELLERCLOUD_USERNAME: "robot@shop.example",
    SELLERCLOUD_PASSWORD: "demo-password",
  });
  const ran = output.split(`${MARK}\n`).slice(1);
  return all.flatMap(({ at, command, shown }, index) => {
    const said = ran[index] ?? "@@ not reached";
    const [, text, code] = said.match(/^([^]*?)@@ (.*)\n?$/) ?? [null, said, "broken off"];
    const missing = shown.filter((line) => line && !pattern(here(line, places)).test(text));
    const fits = code === "0" && missing.length === 0;
    return fits
      ? []
      : [`${at}: ${command}\n  ended with ${code}, and said:\n${text}  not shown: ${missing.join("\n")}`];
  });
}

const PROXY = "service-point-proxy >/dev/null || exit 1";

// The newest receipt, for a command that shows one.
const RECEIPT = `receipt=$(cat "$FOLDER/receipt" 2>/dev/null || true)`;

/** A line of output, with dots for what is left out; what is made anew each time has its form only. */
function pattern(line) {
  const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const form = literal(line)
    .replaceAll("…", ".*")
    .replace(/\d{4}-\d{2}-\d{2}-[0-9a-f]{6}/g, "\\d{4}-\\d{2}-\\d{2}-[0-9a-f]{6}")
    .replace(/eyJ[\w-]+/g, "eyJ[\\w-]+");
  return new RegExp(`^${form}$`, "m");
}

async function run(script, env) {
  const child = spawn("bash", [script], { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  await new Promise((resolve) => child.on("close", resolve));
  return output;
}
