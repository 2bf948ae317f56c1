import { fileURLToPath } from "node:url";
import { mergeConfig } from "vite";
import renderer from "../../../renderer/vite.config.ts";

/** The pages with made-up data, for looking at them. Not part of the app. */
export default mergeConfig(renderer, {
  root: fileURLToPath(new URL(".", import.meta.url)),
  publicDir: false,
  build: { outDir: fileURLToPath(new URL("../../../out/preview", import.meta.url)) },
});
