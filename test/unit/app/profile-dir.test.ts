import { expect, test } from "vitest";
import { defaultProfileDir, openProfileDir } from "#main/profile/profile-dir.ts";

test("the profile lives where the system keeps application data", () => {
  expect(defaultProfileDir("linux", {}, "/home/u")).toBe("/home/u/.local/share/tausmith");
  expect(defaultProfileDir("linux", { XDG_DATA_HOME: "/data" }, "/home/u")).toBe("/data/tausmith");
  expect(defaultProfileDir("linux", { XDG_DATA_HOME: "relative" }, "/home/u")).toBe("/home/u/.local/share/tausmith");
  expect(defaultProfileDir("darwin", {}, "/Users/u")).toBe("/Users/u/Library/Application Support/Tausmith");
});

test("a path that is a file is refused by name", () => {
  expect(() => openProfileDir("/dev/null")).toThrow(expect.objectContaining({ code: "PROFILE_UNUSABLE" }));
});
