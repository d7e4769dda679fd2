import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SCOPES } from '../../src/slack/scopes.ts';

it('asks of the token the scopes that manifest.json asks for', () => {
  expect(SCOPES).toEqual(JSON.parse(readFileSync('manifest.json', 'utf8')).oauth_config.scopes.bot);
});
