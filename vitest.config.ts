import { defineConfig } from "vitest/config";

/** Measures processor time of its own thread, where what other files left in memory would count too. */
const MEASURED = "test/integration/keys-responsiveness.test.ts";

/** One runner for all levels; each level has its own folder and its own limits. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
          environment: "node",
          // A guard against hanging only: a busy machine must not decide.
          testTimeout: 60_000,
          // Unit tests leave nothing behind, so the files share their imports; the chain library is read once, not 79 times.
          isolate: false,
        },
      },
      {
        test: {
          name: "integration",
          include: ["test/integration/**/*.test.ts"],
          exclude: [MEASURED],
          environment: "node",
          testTimeout: 120_000,
          hookTimeout: 60_000,
          pool: "forks",
          // Each file stops what it started, so the files of a worker share their imports: 3 seconds of processor time a file.
          isolate: false,
          // They wait for blocks and sockets more than they compute.
          maxWorkers: 3,
        },
      },
      {
        test: {
          // `npm test` runs it in the step "integration".
          name: "integration-alone",
          include: [MEASURED],
          environment: "node",
          testTimeout: 120_000,
          pool: "forks",
        },
      },
      {
        test: {
          name: "renderer",
          include: ["test/renderer/**/*.test.{ts,tsx}"],
          environment: "jsdom",
          setupFiles: ["test/renderer/support/setup.ts"],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.spec.ts"],
          environment: "node",
          testTimeout: 240_000,
          hookTimeout: 120_000,
          pool: "forks",
          fileParallelism: false,
        },
      },
    ],
  },
});
