import { createHash } from 'node:crypto';
import { caseOf } from '../case.ts';
import { EVENTS, policyFile, writeContents } from '../pack/contents.ts';
import { namesFromCalled, noting } from '../pack/names.ts';
import type { Bytes, Entry } from '../zip/read.ts';
import { comparing } from './contents.ts';
import type { EventsRead } from './events.ts';
import type { Faults } from './fault.ts';
import type { Inputs } from './statement.ts';
import { statementOf } from './statement-check.ts';
import { CHANGED, firstWords, SIGNATURE, SIGNER, SUMS } from './words.ts';

interface Rewriting {
  readonly entries: readonly Entry[];
  readonly bytes: Bytes;
  readonly contentOf: (name: string) => Buffer | undefined;
  readonly inputs: Inputs;
  readonly events: EventsRead;
  readonly faults: Faults;
  readonly onProgress: ((what: string, done: number, of: number) => void) | undefined;
}

/** Writes every file again from the events and compares: sums can be forged together with what they are of. */
export function rewrite({ entries, bytes, contentOf, inputs, events, faults, onProgress }: Rewriting): void {
  const { asOf } = inputs.query;
  const names = noting(namesFromCalled(calledIn(contentOf('names.json'), faults)));
  const statement = statementOf(inputs, events);
  const { members } = statement;
  const sink = comparing(entries, bytes, faults);
  const wanted = [...events.policies].toSorted();
  const kept = inputs.policies.map(({ hash }) => hash);
  if (wanted.join() !== kept.join()) {
    faults.add(
      'completeness.json',
      'its policies are not those that the events name',
      'A policy was added or taken away.',
    );
  }
  const material = {
    statement,
    names,
    cases: function* () {
      for (const { key, number } of members) {
        try {
          yield caseOf(key, events.story(key), { asOf, names });
        } catch (cause) {
          faults.add(
            `${EVENTS} (EC-${number})`,
            `its events tell no change (${firstWords(cause)})`,
            'They were not written by Breakglass.',
          );
        }
      }
    },
    policies: function* () {
      for (const { hash } of inputs.policies.filter((policy) => policy.kept)) {
        const text = contentOf(policyFile(hash)) ?? Buffer.alloc(0);
        const sum = createHash('sha256').update(text).digest('hex');
        if (sum !== hash)
          faults.add(policyFile(hash), `its SHA-256 is ${sum}`, 'It is not the policy that the events name.');
        yield { hash, text: text.toString() };
      }
    },
    signerKey: contentOf(SIGNER)?.toString(),
  };
  for (const done of writeContents(material, sink)) onProgress?.('Writing again and comparing', done, members.length);
  for (const { name } of sink.left()) {
    if (name === EVENTS || name === SUMS || name === SIGNATURE) continue;
    faults.add(name, 'this file does not belong to the pack', 'It was added: nothing in the record calls for it.');
  }
}

function calledIn(text: Buffer | undefined, faults: Faults) {
  try {
    const { people, groups } = JSON.parse(text?.toString() ?? '');
    return { people: { ...people }, groups: { ...groups } };
  } catch {
    faults.add('names.json', 'it cannot be read', CHANGED);
    return { people: {}, groups: {} };
  }
}
