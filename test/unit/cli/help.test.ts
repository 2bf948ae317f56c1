import { expect, it } from "vitest";
import { findCommand } from "#main/cli/commands.ts";
import { helpText } from "#main/cli/help.ts";

it("tells the commands of an area that is said in the singular", () => {
  expect(helpText(["neuron"])).toBe(helpText(["neurons"]));
  expect(helpText(["neuron"])).toContain("neurons overview");
});

it("tells an area without a command which ones there are", () => {
  expect(() => findCommand(["network"])).toThrow(/"network" needs a command: .*check.*/);
  expect(() => findCommand(["network", "nonsense"])).toThrow('"network" has no command "nonsense".');
});
