import { JiraPane } from './boards/jira-pane.tsx';
import { PagerDutyPane } from './boards/pagerduty-pane.tsx';
import { Thread } from './chat/thread.tsx';
import type { Desk } from './desk.ts';
import type { Tab } from './frame/side.tsx';
import type { Beside } from './workspace.tsx';

interface Props {
  readonly desk: Desk;
  readonly beside: Beside;
  readonly lit: string | undefined;
  readonly show: (changed: Partial<Beside> & { tab: string }) => void;
  readonly setBeside: (change: (before: Beside) => Beside) => void;
}

/** Only what there is: no thread is open at first, and a workspace may be without Jira or PagerDuty. */
export function sideTabs({ desk, beside, lit, show, setBeside }: Props): Tab[] {
  const { thread } = beside;
  const tabs: Tab[] = [];
  if (thread) {
    tabs.push({
      id: 'thread',
      label: 'Thread',
      content: <Thread key={thread.ts} place={thread} messages={desk.messages[thread.channel] ?? []} lit={lit} />,
      onClose: () =>
        setBeside(({ thread: _closed, tab, ...rest }) => ({ ...rest, tab: tab === 'thread' ? 'jira' : tab })),
    });
  }
  if (desk.jira) {
    const content = (
      <JiraPane board={desk.jira} issueKey={beside.issue} onIssue={(issue) => show({ tab: 'jira', issue })} />
    );
    tabs.push({ id: 'jira', label: 'Jira', content });
  }
  if (desk.pagerduty) {
    const onIncident = (incident: string | undefined) => show({ tab: 'pagerduty', incident });
    const content = <PagerDutyPane board={desk.pagerduty} incident={beside.incident} onIncident={onIncident} />;
    tabs.push({ id: 'pagerduty', label: 'PagerDuty', content });
  }
  return tabs;
}
