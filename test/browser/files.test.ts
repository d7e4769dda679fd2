import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { chartPictures } from '../../src/main/pictures.ts';
import { clientOf } from '../sandbox/slack/support.ts';
import { chromiumPath, launchChromium, noBrowser, openPage } from './chromium.ts';
import { openDesk } from './desk.ts';

let browser: Browser;
const CHANNEL = 'C0EMERGENCY';

describe.skipIf(!chromiumPath)(`files in the chat${noBrowser}`, () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  it('are a picture in blocks, and something to take away below a message', async () => {
    const desk = await openDesk();
    onTestFinished(desk.stop);
    const client = clientOf(desk.slack);
    const upload = async (filename: string, bytes: Uint8Array, to?: string) => {
      const { upload_url: url = '', file_id: id = '' } = await client.files.getUploadURLExternal({
        filename,
        length: bytes.length,
      });
      await fetch(url, { method: 'POST', body: Buffer.from(bytes) });
      const files: [{ id: string; title: string }] = [{ id, title: filename }];
      await client.files.completeUploadExternal(
        to ? { files, channel_id: to, initial_comment: 'Here it is' } : { files },
      );
      return id;
    };
    const { bytes } = await chartPictures().trend([{ from: Date.UTC(2026, 10, 16), onTime: 2, late: 1, open: 0 }]);
    const id = await upload('trend.png', bytes);
    await client.chat.postMessage({
      channel: CHANNEL,
      text: 'Trend',
      blocks: [{ type: 'image', slack_file: { id }, alt_text: 'Three changes in a week' }],
    });
    await upload('pack.zip', Buffer.from('PK, more or less'), CHANNEL);

    const { page, complaints } = await openPage(browser, desk.url);
    await page
      .getByRole('button', { name: /emergency-changes/ })
      .first()
      .click();
    const picture = page.getByRole('img', { name: 'Three changes in a week' });
    await picture.waitFor();
    await expect
      .poll(() => picture.evaluate((image) => (image as { naturalWidth?: number }).naturalWidth))
      .toBeGreaterThan(1_000);
    const saved = page.waitForEvent('download');
    await page.getByRole('link', { name: /pack\.zip/ }).click();
    expect((await saved).suggestedFilename()).toBe('pack.zip');
    expect(complaints).toEqual([]);
  });
});
