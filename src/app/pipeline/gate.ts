import type { Instant } from '../../domain/change/types.ts';
import { idText } from '../../domain/change/types.ts';
import type { GateAnswer, GateQuestion, GateRule } from '../../domain/gate.ts';
import { askGate } from '../../domain/gate.ts';
import type { CandidateDeps } from './candidates.ts';
import { candidatesFor } from './candidates.ts';
import type { Token } from './ports.ts';

/** @throws LedgerFailure when a new answer could not be recorded: then it was not given */
export type Gate = (question: GateQuestion, token: Pick<Token, 'id' | 'name'>) => Promise<GateAnswer>;

export interface GateDeps extends CandidateDeps {
  readonly ruleFor: (system: string) => GateRule;
  /** The policy's name of what a pipeline calls by an alias. */
  readonly systemOf: (called: string) => string;
  readonly policyHash: () => string;
  readonly now: () => Instant;
}

/** Answers remembered at once, at most: beyond that the stream of the day is asked again. */
const MOST = 10_000;

/**
 * The pipeline's question. Each new answer of a day is an event before it is given; the same again is none, so that a
 * pipeline that asks every second does not flood the record.
 */
export function gatekeeper(deps: GateDeps): Gate {
  const { ruleFor, systemOf, now } = deps;
  const given = new Set<string>();
  return async ({ system: called, commit }, token) => {
    const question = { system: systemOf(called), commit };
    const answer = askGate(question, await candidatesFor(question.system, deps), ruleFor(question.system));
    const at = now();
    const mark = markOf(question, token, answer, at);
    if (!given.has(mark)) {
      await record(question, token, answer, at, deps);
      if (given.size >= MOST) given.clear();
      given.add(mark);
    }
    return answer;
  };
}

const dayOf = (at: Instant): number => Math.floor(at / 86_400_000);

function markOf({ system, commit }: GateQuestion, { id }: Pick<Token, 'id'>, answer: GateAnswer, at: Instant): string {
  const change = answer.change ? idText(answer.change) : '';
  return [dayOf(at), id, system, commit ?? '', answer.ground, change, answer.reason].join('\n');
}

/** One stream a day. */
async function record(
  question: GateQuestion,
  token: Pick<Token, 'id' | 'name'>,
  answer: GateAnswer,
  at: Instant,
  { ledger, policyHash }: GateDeps,
): Promise<void> {
  const mark = markOf(question, token, answer, at);
  await ledger.commit(`gate/${new Date(at).toISOString().slice(0, 10)}`, at, ({ entries }) => {
    const isKnown = entries.some(
      ({ event }) => event.type === 'GateAnswered' && markOf(event, { id: event.token }, event, event.at) === mark,
    );
    const { system, commit } = question;
    const { allowed, ground, change, reason } = answer;
    const fact = {
      type: 'GateAnswered' as const,
      at,
      token: token.id,
      system,
      commit,
      allowed,
      ground,
      change,
      reason,
    };
    return {
      result: undefined,
      events: isKnown ? [] : [fact],
      author: { actor: `token:${token.name}`, surface: 'api' },
      policyHash: policyHash(),
      effects: [],
    };
  });
}
