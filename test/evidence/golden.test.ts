import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { packPlace, query } from '../support/packs.ts';
import { unzip } from '../support/unzip.ts';

const GOLDEN = fileURLToPath(new URL('golden/quarter.sha256', import.meta.url));

/**
 * The pack of one record is the same on every machine and stays the same. Where a page or a table was changed on purpose:
 * raise FORMAT in src/evidence/pack/statement.ts if packs of this version are in anybody's hands, and renew the sums with
 * `GOLDEN=renew npx vitest run test/evidence/golden.test.ts`.
 */
it('the pack of a quarter is, byte for byte, the one that was looked at', async () => {
  const place = await packPlace();
  const pack = await place.pack('golden.zip', { query: { ...query, sample: { size: 2, seed: '7' } } });
  const sums = (await unzip(pack)).get('SHA256SUMS')?.toString() ?? '';
  const whole = createHash('sha256').update(readFileSync(pack)).digest('hex');
  place.remove();
  const found = `${sums}${whole}  the pack itself\n`;
  if (process.env.GOLDEN === 'renew') writeFileSync(GOLDEN, found);
  expect(found, 'a file of the pack changed: see the comment above').toBe(readFileSync(GOLDEN, 'utf8'));
});
