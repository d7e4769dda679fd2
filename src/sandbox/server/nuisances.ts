import type { JiraStandIn } from '../jira/contract.ts';
import type { SlackStandIn } from '../slack/contract.ts';

interface Nuisance {
  readonly id: string;
  readonly service: 'slack' | 'jira';
  readonly label: string;
  readonly isOn: () => boolean;
  readonly set: (isOn: boolean) => void;
}

export type Nuisances = readonly Nuisance[];

const FIELD = { id: 'customfield_10099', name: 'Change class', required: true };

/** Things an administrator does that a bot trips over: permanent until somebody puts them right. */
export function nuisancesOf(slack: SlackStandIn, jira: JiraStandIn | undefined): Nuisances {
  const [first] = slack.as(slack.people().find(({ kind }) => kind === 'member')?.id ?? '').conversations();
  return [...(first ? inChannel(slack, first) : []), ...(jira ? [demandedField(jira)] : [])];
}

function inChannel(slack: SlackStandIn, { id, name }: { id: string; name: string }): Nuisances {
  const bot = slack.botUserId;
  return [
    {
      id: 'channel-archived',
      service: 'slack',
      label: `#${name} is archived`,
      isOn: () => slack.isArchived(id),
      set: (isOn) => (isOn ? slack.archive(id) : slack.unarchive(id)),
    },
    {
      id: 'bot-removed',
      service: 'slack',
      label: `The bot is not in #${name}`,
      isOn: () => !slack.isMember(id, bot),
      set: (isOn) => slack.setMember(id, bot, !isOn),
    },
  ];
}

function demandedField(jira: JiraStandIn): Nuisance {
  let isOn = false;
  return {
    id: 'field-demanded',
    service: 'jira',
    label: `New tickets need a “${FIELD.name}”`,
    isOn: () => isOn,
    set: (wanted) => {
      isOn = wanted;
      const others = jira.customFields().filter(({ id }) => id !== FIELD.id);
      jira.setCustomFields(wanted ? [...others, FIELD] : others);
    },
  };
}
