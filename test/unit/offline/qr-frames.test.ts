import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFrameCollector, encodeFrame, frameCount } from "#src/offline/qr-frames.ts";

const message = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8)) & 255);

describe("QR frames", () => {
  test("are compact alphanumeric text", () => {
    expect(encodeFrame(message(500), 7)).toMatch(/^TAU1\/[A-Z2-7]+$/);
  });

  test.each([1, 199, 200, 201, 1_000, 5_000, 40_000])("%i bytes in order, without loss, take one round", (length) => {
    const collector = createFrameCollector();
    const count = frameCount(length);
    for (let number = 0; number < count; number += 1) {
      expect(collector.progress().message).toBeNull();
      expect(collector.add(encodeFrame(message(length), number))).toBe(true);
    }
    expect(collector.progress()).toEqual({ have: count, need: count, message: message(length) });
  });

  test("any order, half of the frames lost, many seen twice: still the message, with few frames more than blocks", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6_000 }), fc.integer({ min: 0, max: 2 ** 30 }), (length, seed) => {
        const collector = createFrameCollector();
        const count = frameCount(length);
        let state = seed;
        let taken = 0;
        for (let number = 0; !collector.progress().message; number += 1) {
          state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
          if (state & 0x10000) continue;
          const frame = encodeFrame(message(length), number);
          collector.add(frame);
          collector.add(frame);
          taken += 1;
          expect(number).toBeLessThan(6 * count + 60);
        }
        expect(collector.progress().message).toEqual(message(length));
        expect(taken).toBeLessThanOrEqual(2 * count + 20);
      }),
      { numRuns: 60 },
    );
  });

  test("only later frames, none of the first round", () => {
    const collector = createFrameCollector();
    const count = frameCount(8_000);
    for (let number = count; !collector.progress().message; number += 1) {
      collector.add(encodeFrame(message(8_000), number));
      expect(number).toBeLessThan(4 * count);
    }
    expect(collector.progress().message).toEqual(message(8_000));
  });

  test("other codes are passed over, another message begins anew, a misread block is noticed", () => {
    const collector = createFrameCollector();
    for (const text of ["", "https://example.org", "TAU1/", "TAU1/AAAA", "TAU1/!!", "TAU2/AAAAAAAA"]) {
      expect(collector.add(text)).toBe(false);
    }
    collector.add(encodeFrame(message(500), 0));
    expect(collector.progress()).toMatchObject({ have: 1, need: 3 });
    collector.add(encodeFrame(message(900), 0));
    expect(collector.progress()).toMatchObject({ have: 1, need: 5 });

    const good = encodeFrame(message(300), 1);
    collector.add(encodeFrame(message(300), 0));
    collector.add(`${good.slice(0, 60)}${good[60] === "A" ? "B" : "A"}${good.slice(61)}`);
    expect(collector.progress().message).toBeNull();
    collector.add(encodeFrame(message(300), 0));
    collector.add(encodeFrame(message(300), 1));
    expect(collector.progress().message).toEqual(message(300));
  });
});
