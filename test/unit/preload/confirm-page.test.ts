// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { planPage } from "#main/desktop/confirm/plan-page.ts";
import { samplePlan } from "#test/support/sample-plan.ts";
import { attendConfirmPage, type ConfirmAnswer } from "../../../preload/confirm-page.ts";

const finney = { name: "finney", kind: "finney" as const, genesisHash: `0x${"a".repeat(64)}`, specVersion: 424 };
let said: ConfirmAnswer[];

function open(change: Parameters<typeof samplePlan>[0], isReal = () => true) {
  const page = new DOMParser().parseFromString(planPage(samplePlan(change)), "text/html");
  said = [];
  attendConfirmPage(page, (answer) => said.push(answer), isReal);
  const find = (id: string) => page.getElementById(id) as HTMLButtonElement & HTMLInputElement;
  const type = (text: string): void => {
    find("password").value = text;
    find("password").dispatchEvent(new Event("input"));
  };
  return { page, find, type };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("a plan that needs a password", () => {
  it("is signed with it, and only with it", () => {
    const { find, type } = open({});
    expect(find("confirm").disabled).toBe(true);
    type("pw");
    expect(find("confirm").disabled).toBe(false);
    find("confirm").click();
    find("confirm").click();
    expect(said).toEqual([{ confirmed: true, password: "pw" }]);
    expect(find("password").value).toBe("");
  });

  it("is signed with Enter in the field, not while the field is empty", () => {
    const { find, type } = open({});
    const enter = () => find("password").dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    enter();
    expect(said).toEqual([]);
    type("pw");
    enter();
    expect(said).toEqual([{ confirmed: true, password: "pw" }]);
  });

  it("is refused by cancel and by Escape, once", () => {
    const { page, find } = open({});
    find("cancel").click();
    page.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
    expect(said).toEqual([{ confirmed: false }]);
  });
});

describe("a plan that wants the button held", () => {
  const large = { network: finney, needs: "confirmation" as const, spendsMaxRao: "20000000000" };

  it("is signed after the whole time, by pointer or key", () => {
    for (const [down, up] of [
      [new Event("pointerdown"), new Event("pointerup")],
      [new KeyboardEvent("keydown", { key: " " }), new KeyboardEvent("keyup", { key: " " })],
    ] as const) {
      const { find } = open(large);
      find("confirm").click();
      find("confirm").dispatchEvent(down);
      vi.advanceTimersByTime(1_400);
      find("confirm").dispatchEvent(up);
      vi.advanceTimersByTime(5_000);
      expect(said).toEqual([]);
      find("confirm").dispatchEvent(down);
      vi.advanceTimersByTime(1_500);
      expect(said).toEqual([{ confirmed: true, password: "" }]);
    }
  });
});

it("does not count what a script does", () => {
  const { find, type } = open({}, () => false);
  type("pw");
  find("confirm").click();
  find("password").dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  const held = open({ network: finney, needs: "confirmation", spendsMaxRao: "20000000000" }, () => false);
  held.find("confirm").dispatchEvent(new Event("pointerdown"));
  vi.advanceTimersByTime(5_000);
  expect(said).toEqual([]);
});
