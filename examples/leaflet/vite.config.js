import { defineConfig } from "vite";

import { backend } from "./backend.js";

const { PORT = "3000", PROXY_URL = "http://127.0.0.1:8081", TILES_URL = "http://127.0.0.1:8082" } = process.env;

// In production your web server passes both on.
const proxy = { "/api": PROXY_URL, "/tiles": TILES_URL };
const server = { host: "127.0.0.1", port: Number(PORT), strictPort: true, proxy };

export default defineConfig({ plugins: [backend], server, preview: server });
