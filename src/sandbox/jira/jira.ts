import { type Request, startApi } from '../api.ts';
import { createDeliveries } from '../deliveries.ts';
import { plainText } from './adf.ts';
import { byHand } from './by-hand.ts';
import type { Issue, JiraOperation, JiraOptions, JiraStandIn } from './contract.ts';
import { issueRoutes } from './issue-routes.ts';
import { linkRoutes } from './link-routes.ts';
import { issuePage } from './page.ts';
import { rateLimited, unauthenticated } from './refusals.ts';
import { siteRoutes } from './site-routes.ts';
import { createStore } from './store.ts';
import { startWebhooks } from './webhooks.ts';
import { createWire } from './wire.ts';

/** A Jira Cloud site with one project, on 127.0.0.1. */
export async function startJira(options: JiraOptions): Promise<JiraStandIn> {
  const store = createStore(options);
  const deliveries = createDeliveries();
  let url = '';
  const wire = createWire(store, () => url);
  const api = await startApi({
    port: options.port,
    routes: [...siteRoutes(store, wire), ...linkRoutes(store, wire), ...issueRoutes(store, wire)],
    admit: (operation, request) => admit(options, operation, request),
    rateLimited,
    notFound: () => ({ status: 404, body: '<html><body><h1>Oops, you&#39;ve found a dead link</h1></body></html>' }),
    page: (path) => issuePage(store, path),
  });
  url = api.url;
  startWebhooks(store, wire, deliveries);

  return {
    url,
    project: options.project,
    users: () => options.users,
    statuses: () => options.statuses,
    issues: () => store.issues().map(withText),
    issue: (key) => {
      const issue = store.find(key);
      return issue && withText(issue);
    },
    ...byHand(store),
    customFields: () => store.settings.customFields,
    setCustomFields: (fields) => store.configure({ customFields: fields }),
    setPermissions: (permissions) => store.configure({ permissions }),
    setIndexLag: (milliseconds) => store.configure({ indexLag: milliseconds }),
    setWebhook: (webhook) => store.configure({ webhook }),
    fail: api.faults.fail,
    clearFaults: api.faults.clearFaults,
    calls: api.calls,
    deliveries: deliveries.deliveries,
    redeliver: deliveries.redeliver,
    delivered: deliveries.delivered,
    onChange: store.onChange,
    stop: async () => {
      deliveries.stop();
      await api.stop();
    },
  };
}

const withText = (issue: Issue): Issue => ({ ...issue, descriptionText: plainText(issue.description) });

/** Basic, e-mail and API token: https://developer.atlassian.com/cloud/jira/platform/basic-auth-for-rest-apis/ */
function admit({ apiEmail, apiToken }: JiraOptions, operation: JiraOperation, { header }: Request): void {
  const expected = `Basic ${Buffer.from(`${apiEmail}:${apiToken}`).toString('base64')}`;
  if (operation !== 'serverInfo' && header('authorization') !== expected) throw unauthenticated();
}
