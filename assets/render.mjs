/**
 * Draws every image of the app from the shapes below and `icons/icon.svg`: `node assets/render.mjs`. Needs a Chromium
 * (CHROMIUM names it). The results are committed, so that nobody needs this to build.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The letter, on a grid of 22. */
const TAU = '<path d="M3.500 7 Q4 4.500 6.500 4.500 H17"/><path d="M10 4.500 V13 Q10 16.500 13 16.500"/>';

/** Each state has a shape of its own, so that colour is never the only sign. */
const MARKS = {
  idle: {
    colour: "#8b949e",
    shape: '<circle cx="16.500" cy="16.500" r="3.200" fill="none" stroke="C" stroke-width="1.600"/>',
  },
  running: { colour: "#10b981", shape: '<circle cx="16.500" cy="16.500" r="4" fill="C"/>' },
  attention: { colour: "#f59e0b", shape: '<path d="M16.500 11.700 L21.300 20.300 H11.700 Z" fill="C"/>' },
  failed: {
    colour: "#ef4444",
    shape:
      '<path d="M13.300 13.300 L19.700 19.700 M19.700 13.300 L13.300 19.700" stroke="C" stroke-width="2.600" stroke-linecap="round"/>',
  },
};

const traySvg = (state, letter, mark) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 22 22"><g fill="none" stroke="${letter}" stroke-width="2.400" stroke-linecap="round" stroke-linejoin="round">${TAU}</g>${MARKS[state].shape.replaceAll("C", mark)}</svg>`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});

async function draw(svg, size, file) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  writeFileSync(here(file), await page.screenshot({ omitBackground: true }));
  await page.close();
}

const icon = readFileSync(here("icons/icon.svg"), "utf8");
for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024]) await draw(icon, size, `icons/${size}x${size}.png`);
for (const [state, { colour }] of Object.entries(MARKS)) {
  for (const [end, scale] of [
    ["", 1],
    ["@2x", 2],
  ]) {
    await draw(traySvg(state, "#9aa4af", colour), 22 * scale, `tray/${state}${end}.png`);
    // macOS takes the shape alone and colours it to fit the menu bar.
    await draw(traySvg(state, "#000", "#000"), 16 * scale, `tray/${state}Template${end}.png`);
  }
}
await browser.close();
