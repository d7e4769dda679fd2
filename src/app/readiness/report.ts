import type { Trouble } from '../readiness-ports.ts';

/** One thing that is wrong: where, what, and how to mend it. Each in a few words without a full stop. */
export interface Fault {
  readonly where: string;
  readonly what: string;
  readonly fix: string;
}

export type Area = 'groups' | 'rules' | 'on call' | 'people' | 'slack' | 'jira' | 'pagerduty';

/** What was found in one area. Faults keep a change from going its way; notices are good to know. */
export interface AreaReport {
  readonly area: Area;
  /** In a line, for when there are no faults. */
  readonly summary: string;
  readonly faults: readonly Fault[];
  readonly notices: readonly Fault[];
  /** Why it was not looked at; what stands in the way is a fault of another area. */
  readonly skipped?: string | undefined;
}

export type Report = readonly AreaReport[];

export const faultsOf = (report: Report): readonly Fault[] => report.flatMap(({ faults }) => faults);

/** "group "security": 1 person left, needs 2" */
export const inShort = ({ where, what }: Fault): string => `${where}: ${what}`;

/** The fault in one line, with its fix. */
export const inFull = (fault: Fault): string => `${inShort(fault)}. Fix: ${fault.fix}`;

export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** What went wrong with a question, as a fault; `fixes` say what to do where the question knows it. */
export function troubleFault(
  where: string,
  { kind, words }: Trouble,
  fixes: { readonly [K in Trouble['kind']]?: string },
  absent = 'does not exist',
): Fault {
  const said = words.replace(/\.$/, '');
  const fix = fixes[kind];
  switch (kind) {
    case 'absent':
      return { where, what: absent, fix: fix ?? 'correct it in policy.yaml' };
    case 'refused':
      return { where, what: said, fix: fix ?? 'give the token the right to see it' };
    case 'unreachable':
      return { where, what: `could not be asked (${said})`, fix: fix ?? 'check the connection and run it again' };
  }
}
