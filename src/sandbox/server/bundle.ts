import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface Bundle {
  readonly html: string;
  readonly script: string;
  readonly style: string;
}

/** Bundles the page from its sources, which a built package carries beside its compiled code. */
export async function bundlePage(): Promise<Bundle> {
  const folder = pageFolder();
  const [html, style, script] = await Promise.all([
    readFile(`${folder}/index.html`, 'utf8'),
    bundled(`${folder}/style.css`),
    bundled(`${folder}/main.tsx`),
  ]);
  return { html, style, script };
}

function pageFolder(): string {
  const candidates = ['../page', '../../../../src/sandbox/page'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  const found = candidates.find((path) => existsSync(`${path}/main.tsx`));
  if (!found) throw new Error('The sources of the sandbox page (src/sandbox/page) are missing');
  return found;
}

async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
    legalComments: 'none',
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}
