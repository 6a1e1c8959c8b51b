// How the window's files are built: one page, everything bundled, nothing fetched from the web.
// It knows no feature of the product; the same output is embedded in the desktop program and served over HTTP.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [svelte()],
  base: "./",
  clearScreen: false,
  server: { port: 5173, strictPort: true, fs: { allow: [".."] } },
  build: { target: "es2022", chunkSizeWarningLimit: 2500, assetsInlineLimit: 0 },
  worker: { format: "es" },
  test: { include: ["tests/unit/**/*.test.ts"], environment: "node" },
});
