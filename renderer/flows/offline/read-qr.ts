import { decodeQR } from "qr/decode.js";

/** The largest side of an image that is looked at; larger ones are made smaller first. */
export const QR_IMAGE_SIDE_PX = 1_000;

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Four bytes each: red, green, blue, alpha. */
  readonly data: Uint8ClampedArray | Uint8Array;
}

/** One letter for every byte: codes for Polkadot Vault are no text, and everything of ours is ASCII. */
const byteForByte = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");

/** What the QR code in an image holds, one letter a byte; null where none is found in it. */
export function readQr({ width, height, data }: Pixels): string | null {
  try {
    return decodeQR({ width, height, data }, { textDecoder: byteForByte });
  } catch {
    // The library throws for an image without a code, which is most of what a camera sees.
    return null;
  }
}

/** Draws a picture or a video frame, no larger than needed, and gives its pixels. */
export function pixelsOf(
  source: CanvasImageSource,
  width: number,
  height: number,
  canvas: HTMLCanvasElement,
): Pixels | null {
  if (width === 0 || height === 0) return null;
  const scale = Math.min(1, QR_IMAGE_SIDE_PX / Math.max(width, height));
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return null;
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return { width: canvas.width, height: canvas.height, data };
}

/** What the QR code in an image file holds; null where none is found or the file is no image. */
export async function readQrFile(file: Blob): Promise<string | null> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return null;
  }
  const pixels = pixelsOf(picture, picture.width, picture.height, document.createElement("canvas"));
  picture.close();
  return pixels && readQr(pixels);
}
