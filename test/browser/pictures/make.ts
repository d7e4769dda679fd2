import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { launchChromium } from '../chromium.ts';
import type { Frame, Picture } from './shrink.ts';
import { fromPng, toGif, toSmallPng } from './shrink.ts';

/**
 * Makes the README's pictures of the story as it plays in the sandbox: `npm run pictures`. Takes about two minutes.
 * One frame for each step, as it looks when its `✓` has been printed, and one of each form while it is filled in.
 */
const FOLDER = new URL('../../../src/sandbox/pictures/', import.meta.url);
const SIZE = { width: 1280, height: 800 };
/** 960 pixels wide. */
const SCALE = 0.75;
/** Milliseconds. */
const SHOWN = 1_400;
const SHOWN_LAST = 3_000;
/** For what happened to come over the wire and be drawn. */
const DRAWN = 1_200;
/** After a form came up, and before it is handed in. */
const FILLED = { 'Emergency change': 4_600, 'Review EC-1': 3_200 };

const sandbox = spawn('npm', ['run', '-s', 'sandbox', '--', '--port', '0', '--story'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  detached: true,
});
const browser = await launchChromium();
try {
  const frames: Frame[] = [];
  for await (const line of createInterface(sandbox.stdout)) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url) await open(url, frames);
    if (!line.startsWith('✓')) continue;
    console.log(line);
    await film(frames);
    await keep(line);
    if (line.includes('The record is sound')) break;
  }
  const last = frames.at(-1);
  if (last) frames.push({ ...last, shown: SHOWN_LAST });
  save('story.gif', toGif(frames));
} finally {
  await browser.close();
  if (sandbox.pid) process.kill(-sandbox.pid, 'SIGTERM');
}

async function open(url: string, frames: Frame[]): Promise<void> {
  const small = await browser.newPage({ viewport: SIZE, deviceScaleFactor: SCALE });
  const large = await browser.newPage({ viewport: SIZE });
  await Promise.all([small.goto(url), large.goto(url)]);
  void formsOf(small, frames);
}

function pageOf(index: number): Page {
  const page = browser.contexts()[index]?.pages()[0];
  if (!page) throw new Error('The page is not open yet');
  return page;
}

async function film(frames: Frame[]): Promise<void> {
  const page = pageOf(0);
  await page.waitForTimeout(DRAWN);
  frames.push({ picture: await shot(page), shown: SHOWN });
}

/** Without the ring around what has the focus. */
async function shot(page: Page): Promise<Picture> {
  await page.evaluate('document.activeElement?.blur()');
  return fromPng(await page.screenshot());
}

/** The forms of declare and review, which are gone when their step is done. */
async function formsOf(page: Page, frames: Frame[]): Promise<void> {
  for (const [name, filled] of Object.entries(FILLED)) {
    const form = page.getByRole('dialog', { name });
    await form.waitFor({ timeout: 120_000 });
    await page.waitForTimeout(filled);
    frames.push({ picture: await shot(page), shown: SHOWN });
  }
}

async function keep(line: string): Promise<void> {
  const name = line.includes('The bot is back') ? 'card.png' : line.includes('digests, one a day') ? 'digest.png' : '';
  if (name) save(name, toSmallPng(await shot(pageOf(1))));
}

function save(name: string, bytes: Uint8Array): void {
  const file = new URL(name, FOLDER);
  writeFileSync(file, bytes);
  console.log(`${fileURLToPath(file)}: ${Math.round(bytes.length / 1024)} KB`);
}
