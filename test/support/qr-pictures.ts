import { crc32, deflateSync } from "node:zlib";
import { encode } from "uqr";

/** A picture in grey, one byte a pixel. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}

/** A QR code as a screen shows it, in the middle of a white picture. */
export function qrPicture(code: string | readonly number[], width = 640, height = 480): Picture {
  const { data, size } = encode(code as string | number[], { ecc: "M", border: 4 });
  const scale = Math.floor(Math.min(width, height) / size);
  if (scale < 2) throw new Error("the code is too fine for this picture");
  const [left, top] = [Math.floor((width - size * scale) / 2), Math.floor((height - size * scale) / 2)];
  const grey = new Uint8Array(width * height).fill(235);
  for (let y = 0; y < size * scale; y += 1) {
    for (let x = 0; x < size * scale; x += 1) {
      if (data[Math.floor(y / scale)]?.[Math.floor(x / scale)]) grey[(top + y) * width + left + x] = 16;
    }
  }
  return { width, height, grey };
}

/** Pictures as a film in YUV4MPEG2, which Chromium plays as a camera, over and over. */
export function y4m(pictures: readonly Picture[], framesPerSecond: number): Buffer {
  const [{ width, height }] = pictures as [Picture];
  const colour = Buffer.alloc((width * height) / 2, 128);
  const frames = pictures.flatMap(({ grey }) => [Buffer.from("FRAME\n"), Buffer.from(grey), colour]);
  const head = `YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`;
  return Buffer.concat([Buffer.from(head), ...frames]);
}

/** A picture as a PNG file. */
export function png({ width, height, grey }: Picture): Buffer {
  const chunk = (name: string, body: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(name), body]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(body.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) rows.set(grey.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
