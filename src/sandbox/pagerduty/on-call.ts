import type { EscalationPolicy, PagerDutyOptions, Schedule, Service, Shift } from './contract.ts';

/** One unbroken time somebody is on call at a level of an escalation policy. */
export interface OnCall {
  readonly policy: EscalationPolicy;
  /** From 1. */
  readonly level: number;
  /** Absent: the user stands in the policy itself, always. */
  readonly schedule?: Schedule;
  readonly userId: string;
  readonly start?: number;
  readonly end?: number;
}

/** https://support.pagerduty.com/main/docs/escalation-policies: levels from 1, each of people and schedules. */
export interface Rota {
  readonly schedules: () => readonly Schedule[];
  readonly policies: () => readonly EscalationPolicy[];
  readonly policyOf: (service: Service | undefined) => EscalationPolicy | undefined;
  /** Who is on call at some time between the two instants. */
  readonly between: (since: number, until: number) => readonly OnCall[];
  /** User ids on call now at level 1. */
  readonly firstFor: (service: Service | undefined) => readonly string[];
  readonly putOnCall: (scheduleId: string, userId: string) => void;
  readonly takeOffCall: (scheduleId: string) => void;
  readonly deleteSchedule: (scheduleId: string) => void;
}

export function createRota({ schedules = [], escalationPolicies: seeded = [], now }: PagerDutyOptions): Rota {
  let current = schedules;
  let escalationPolicies = seeded;
  const between = (since: number, until: number): readonly OnCall[] =>
    escalationPolicies.flatMap((policy) =>
      policy.levels.flatMap((targets, index) =>
        targets.flatMap((target) => onLevel(current, policy, index + 1, target, since, until)),
      ),
    );
  const policyOf = (service: Service | undefined): EscalationPolicy | undefined =>
    escalationPolicies.find(({ id }) => id === service?.escalationPolicyId) ?? escalationPolicies[0];
  return {
    schedules: () => current,
    policies: () => escalationPolicies,
    policyOf,
    between,
    firstFor: (service) => {
      const policy = policyOf(service);
      const first = between(now(), now()).filter((one) => one.policy === policy && one.level === 1);
      return [...new Set(first.map(({ userId }) => userId))];
    },
    putOnCall: (scheduleId, userId) => change(scheduleId, (schedule) => handOver(schedule, now(), userId)),
    takeOffCall: (scheduleId) => change(scheduleId, (schedule) => handOver(schedule, now())),
    deleteSchedule: (scheduleId) => {
      current = current.filter(({ id }) => id !== scheduleId);
      escalationPolicies = escalationPolicies.map((policy) => ({
        ...policy,
        levels: policy.levels.map((targets) => targets.filter((target) => target !== scheduleId)),
      }));
    },
  };

  function change(scheduleId: string, to: (schedule: Schedule) => Schedule): void {
    if (!current.some(({ id }) => id === scheduleId)) throw new Error(`No schedule ${scheduleId}`);
    current = current.map((schedule) => (schedule.id === scheduleId ? to(schedule) : schedule));
  }
}

export const isDuring = ({ start, end }: Pick<Shift, 'start' | 'end'>, since: number, until: number): boolean =>
  (start ?? Number.NEGATIVE_INFINITY) <= until && (end ?? Number.POSITIVE_INFINITY) > since;

function onLevel(
  schedules: readonly Schedule[],
  policy: EscalationPolicy,
  level: number,
  target: string,
  since: number,
  until: number,
): readonly OnCall[] {
  const schedule = schedules.find(({ id }) => id === target);
  if (!schedule) return [{ policy, level, userId: target }];
  return schedule.shifts
    .filter((shift) => isDuring(shift, since, until))
    .map((shift) => ({ policy, level, schedule, ...shift }));
}

/** What has been stays; what was to come goes. */
function handOver(schedule: Schedule, at: number, userId?: string): Schedule {
  const past = schedule.shifts
    .filter(({ start }) => (start ?? Number.NEGATIVE_INFINITY) < at)
    .map((shift) => ({ ...shift, end: Math.min(shift.end ?? at, at) }));
  return { ...schedule, shifts: userId === undefined ? past : [...past, { userId, start: at }] };
}
