import type { ChangeEvent } from '../../domain/change/events.ts';
import type { Change } from '../../domain/change/state.ts';
import { idText } from '../../domain/change/types.ts';
import { missingToClose } from '../../domain/missing.ts';
import { dateTime, link, list, mention, said } from '../text.ts';

/** What was heard from PagerDuty and Jira, as one message in the card's thread; `undefined` for everything else. */
export function heardWords(change: Change, event: ChangeEvent): string | undefined {
  const id = idText(change.id);
  switch (event.type) {
    case 'IncidentResolved':
      return `${incidentName(change)} was resolved in PagerDuty${by(event.who)} ${dateTime(event.occurredAt)}.`;
    case 'IncidentReopened':
      return `:warning: ${incidentName(change)} was reopened in PagerDuty${by(event.who)} ${dateTime(event.occurredAt)}.`;
    case 'IncidentMerged':
      return `${incidentName(change, event.incidentId)} was merged into another incident in PagerDuty${by(event.who)}: ${id} follows that one now.`;
    case 'IncidentPriorityChanged':
      return event.priority === undefined
        ? `${incidentName(change)} has no priority any more in PagerDuty${by(event.who)}.`
        : `${incidentName(change)} is *${said(event.priority, 40)}* now in PagerDuty${by(event.who)}.`;
    case 'TicketMoved':
      return `${event.issueKey} is ${link(event.url, event.to)} now: it was moved in Jira${by(event.who)}. ${id} follows it.`;
    case 'TicketAssigned':
      return event.assignee === undefined
        ? `:warning: ${event.issueKey} is nobody’s now in Jira${by(event.who)}. The review of ${id} is still owed by ${mention(change.review.owner)}.`
        : `${event.issueKey} was given to ${said(event.name ?? 'somebody else', 100)} in Jira${by(event.who)}. The review of ${id} is still owed by ${mention(change.review.owner)}.`;
    case 'TicketClosedEarly':
      return `:warning: ${event.issueKey} was moved to ${said(event.status, 60)} in Jira${by(event.who)}. That does not close ${id}. ${missingWords(change)}`;
    case 'TicketReopened':
      return `${event.issueKey} is open again${by(event.who)}: ${said(event.status, 60)}.`;
    case 'TicketDeleted':
      return `:warning: ${event.issueKey} was deleted in Jira${by(event.who)} ${dateTime(event.occurredAt)}. ${id} goes on without a ticket; its record is here.`;
    default:
      return undefined;
  }
}

export function incidentName({ incident, mergedIncidents }: Change, id?: string): string {
  const named = [...mergedIncidents, incident].findLast((one) => one && (id === undefined || one.id === id));
  return named ? link(named.url, `PD #${named.number} ${named.title.slice(0, 60)}`) : 'The PagerDuty incident';
}

function missingWords(change: Change): string {
  const missing = missingToClose(change, mention);
  return missing.length === 0 ? '' : `Still missing: ${list(missing)}.`;
}

const by = (who: string | undefined): string => (who === undefined ? '' : ` by ${said(who, 100)}`);
