import type { JiraBoard, PagerDutyBoard } from '../server/wire.ts';
import { GitHubPane } from './boards/github-pane.tsx';
import { JiraPane } from './boards/jira-pane.tsx';
import { PagerDutyPane } from './boards/pagerduty-pane.tsx';
import { Thread } from './chat/thread.tsx';
import type { Desk } from './desk.ts';
import type { Tab } from './frame/side.tsx';
import { useUnseen } from './use-unseen.ts';
import type { Beside } from './workspace.tsx';

interface Props {
  readonly desk: Desk;
  readonly beside: Beside;
  readonly lit: string | undefined;
  readonly show: (changed: Partial<Beside> & { tab: string }) => void;
  readonly setBeside: (change: (before: Beside) => Beside) => void;
}

/** Only what there is: no thread is open at first, and a workspace may be without Jira or PagerDuty. */
export function useSideTabs({ desk, beside, lit, show, setBeside }: Props): Tab[] {
  const { thread } = beside;
  const { jira, pagerduty, github } = desk;
  const isJiraFresh = useUnseen(jira && jiraMark(jira), beside.tab === 'jira');
  const isPagerDutyFresh = useUnseen(pagerduty && pagerDutyMark(pagerduty), beside.tab === 'pagerduty');
  const isGitHubFresh = useUnseen(github && String(github.activity.length), beside.tab === 'github');
  const tabs: Tab[] = [];
  if (thread) {
    tabs.push({
      id: 'thread',
      label: 'Thread',
      content: (
        <Thread key={thread.ts} place={thread} messages={desk.messages[thread.channel]?.messages ?? []} lit={lit} />
      ),
      onClose: () =>
        setBeside(({ thread: _closed, tab, ...rest }) => ({ ...rest, tab: tab === 'thread' ? 'jira' : tab })),
    });
  }
  if (jira) {
    const content = <JiraPane board={jira} issueKey={beside.issue} onIssue={(issue) => show({ tab: 'jira', issue })} />;
    tabs.push({ id: 'jira', label: 'Jira', isFresh: isJiraFresh, content });
  }
  if (pagerduty) {
    const onIncident = (incident: string | undefined) => show({ tab: 'pagerduty', incident });
    const content = <PagerDutyPane board={pagerduty} incident={beside.incident} onIncident={onIncident} />;
    tabs.push({ id: 'pagerduty', label: 'PagerDuty', isFresh: isPagerDutyFresh, content });
  }
  if (github)
    tabs.push({ id: 'github', label: 'GitHub', isFresh: isGitHubFresh, content: <GitHubPane board={github} /> });
  return tabs;
}

function jiraMark({ issues }: JiraBoard): string {
  return issues
    .map(({ key, updated, comments, remoteLinks }) => [key, updated, comments.length, remoteLinks.length])
    .join();
}

function pagerDutyMark({ incidents, changeEvents }: PagerDutyBoard): string {
  return [
    changeEvents.length,
    ...incidents.map(({ id, status, updatedAt, notes }) => [id, status, updatedAt, notes.length]),
  ].join();
}
