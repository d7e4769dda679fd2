import { deflateSync } from 'node:zlib';
import gifenc, { type Palette } from 'gifenc';
import { PNG } from 'pngjs';

/** Width and height in pixels, colours as RGBA bytes. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

export function fromPng(bytes: Buffer): Picture {
  const { width, height, data } = PNG.sync.read(bytes);
  return { width, height, rgba: new Uint8Array(data) };
}

export interface Frame {
  readonly picture: Picture;
  /** Milliseconds. */
  readonly shown: number;
}

/** Only what differs from the frame before is drawn; the rest shows through. One palette for all. */
export function toGif(frames: readonly Frame[]): Uint8Array {
  const encoder = gifenc.GIFEncoder();
  const palette = paletteOf(
    frames.map(({ picture }) => picture),
    255,
  );
  const transparentIndex = palette.length;
  let before: Uint8Array | undefined;
  for (const { picture, shown } of frames) {
    const { width, height, rgba } = picture;
    const indexed = gifenc.applyPalette(rgba, palette);
    const drawn = before ? indexed.map((colour, at) => (before?.[at] === colour ? transparentIndex : colour)) : indexed;
    before = indexed;
    encoder.writeFrame(drawn, width, height, {
      palette: [...palette, [0, 0, 0]],
      delay: shown,
      transparent: true,
      transparentIndex,
      dispose: 1,
    });
  }
  encoder.finish();
  return encoder.bytes();
}

function paletteOf(pictures: readonly Picture[], colours: number): Palette {
  const all = new Uint8Array(pictures.reduce((sum, { rgba }) => sum + rgba.length, 0));
  let at = 0;
  for (const { rgba } of pictures) {
    all.set(rgba, at);
    at += rgba.length;
  }
  return gifenc.quantize(all, colours);
}

/** A PNG of 256 colours: a third of what Chromium writes, and nobody sees the difference in a page of text. */
export function toSmallPng({ width, height, rgba }: Picture): Buffer {
  const palette = gifenc.quantize(rgba, 256);
  const indexed = gifenc.applyPalette(rgba, palette);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) rows.set(indexed.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => colour.slice(0, 3)))),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Length, name, content and checksum: https://www.w3.org/TR/png-3/#5Chunk-layout */
function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function crc32(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
