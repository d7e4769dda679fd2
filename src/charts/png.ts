import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

const require = createRequire(import.meta.url);
const bytesOf = (path: string): Buffer => readFileSync(require.resolve(path));

interface Tools {
  readonly fonts: readonly Uint8Array[];
}

/** Loaded with the first picture: a process that draws none does not pay for it. */
let tools: Promise<Tools> | undefined;

async function load(): Promise<Tools> {
  await initWasm(bytesOf('@resvg/resvg-wasm/index_bg.wasm'));
  const fonts = ['DejaVuSans', 'DejaVuSans-Bold'].map((name) => bytesOf(`dejavu-fonts-ttf/ttf/${name}.ttf`));
  return { fonts };
}

/**
 * A chart as a picture (PNG), in twice its size for sharp screens, on white with a margin: where it is shown may be dark.
 * Brings its own fonts, so that it looks alike on every machine.
 */
export async function pngOf(svg: string): Promise<Uint8Array> {
  tools ??= load();
  const { fonts } = await tools;
  const drawing = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: 2 },
    background: '#ffffff',
    font: { fontBuffers: [...fonts], defaultFontFamily: 'DejaVu Sans', sansSerifFamily: 'DejaVu Sans' },
  });
  const picture = drawing.render();
  try {
    return picture.asPng();
  } finally {
    picture.free();
    drawing.free();
  }
}
