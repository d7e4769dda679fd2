import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { MakePack } from '../app/packs.ts';
import type { Names } from '../domain/telling.ts';
import { exportPack } from '../evidence/pack/export.ts';
import type { Connection } from '../sqlite/open.ts';
import { recordAt } from '../sqlite/record-at.ts';
import { software } from './software.ts';

/** Packs of the bot's own record, each in a private folder until it is handed out. */
export const packMaker =
  (connection: Connection, names: () => Promise<Names>): MakePack =>
  async ({ period, asOf, by }) => {
    const folder = mkdtempSync(join(tmpdir(), 'breakglass-pack-'));
    const remove = () => rmSync(folder, { recursive: true, force: true });
    const name = `breakglass-${period.firstDay}-to-${period.lastDay}.zip`;
    const out = join(folder, name);
    try {
      const query = { period, asOf, by, software: software(), sample: undefined };
      const exported = await exportPack({ record: recordAt(connection, asOf), names: await names(), query, out });
      return {
        ...exported,
        name,
        size: statSync(out).size,
        bytes: () => readFile(out),
        stream: () => {
          const file = createReadStream(out);
          file.once('close', remove);
          return Readable.toWeb(file) as ReadableStream;
        },
        remove,
      };
    } catch (cause) {
      remove();
      throw cause;
    }
  };
