import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where the built parts lie beside the bundle in `out/main`, in a checkout and inside the package alike. */
export interface BuiltPaths {
  readonly pages: string;
  readonly preload: string;
  readonly confirmPreload: string;
  readonly tray: string;
  readonly icon: string;
}

/** Finds them from the bundle's own address. */
export function builtPaths(bundleUrl: string): BuiltPaths {
  const out = dirname(dirname(fileURLToPath(bundleUrl)));
  const assets = join(dirname(out), "assets");
  return {
    pages: join(out, "renderer"),
    preload: join(out, "preload", "index.cjs"),
    confirmPreload: join(out, "preload", "confirm.cjs"),
    tray: join(assets, "tray"),
    icon: join(assets, "icons", "512x512.png"),
  };
}
