/** One webhook on its way to the bot. The vendors deliver at least once: a failed one is tried again under the same id. */
export interface Delivery {
  /** What the receiver can recognise a second delivery by. */
  readonly id: string;
  /** The vendor's name of what happened, e.g. `jira:issue_updated`, `incident.triggered`. */
  readonly event: string;
  readonly body: string;
  /** How the receiver answered each try; 0 when it did not. */
  readonly statuses: readonly number[];
}

export interface Post {
  readonly id: string;
  readonly event: string;
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Header that counts the tries before this one, left out of the first. */
  readonly retryHeader?: string;
}

export interface Deliveries {
  /** Starts sending and does not wait. */
  readonly send: (post: Post) => void;
  readonly deliveries: () => readonly Delivery[];
  /** Sends once more under the same id, whatever the first answer was. Throws for an unknown id. */
  readonly redeliver: (id: string) => Promise<void>;
  /** Resolves when nothing is under way, tries to come included. */
  readonly delivered: () => Promise<void>;
  /** Gives up what is under way. */
  readonly stop: () => void;
}

interface Sent {
  readonly post: Post;
  readonly statuses: number[];
}

/** Pauses before each further try. The vendors' are minutes; here they are short enough to be waited for. */
const PAUSES = [100, 400, 1600];
const ANSWER_WITHIN = 5000;

/** Real HTTP, in the order of sending but each on its own connection: like the vendors', unordered when one is slow. */
export function createDeliveries(): Deliveries {
  const sent: Sent[] = [];
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();

  const track = (work: Promise<void>): Promise<void> => {
    underWay.add(work);
    return work.finally(() => underWay.delete(work));
  };
  const start = (item: Sent): Promise<void> => track(attempt(item, stopping.signal));

  return {
    send: (post) => {
      const item = { post, statuses: [] };
      sent.push(item);
      void start(item);
    },
    deliveries: () =>
      sent.map(({ post: { id, event, body }, statuses }) => ({ id, event, body, statuses: [...statuses] })),
    redeliver: (id) => {
      const item = sent.find(({ post }) => post.id === id);
      if (!item) throw new Error(`No delivery ${id}`);
      return start(item);
    },
    delivered: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    stop: () => stopping.abort(),
  };
}

async function attempt(item: Sent, signal: AbortSignal): Promise<void> {
  for (const pause of [0, ...PAUSES]) {
    await sleep(pause, signal);
    if (signal.aborted) return;
    const status = await post(item.post, item.statuses.length, signal);
    item.statuses.push(status);
    if (status >= 200 && status < 300) return;
    if (!worthAnotherTry(status)) return;
  }
}

/** https://developer.atlassian.com/cloud/jira/platform/webhooks/#retry-policy names these; PagerDuty's list is alike. */
const worthAnotherTry = (status: number): boolean =>
  status === 0 || [408, 409, 425, 429].includes(status) || status >= 500;

async function post({ url, body, headers, retryHeader }: Post, before: number, signal: AbortSignal): Promise<number> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body,
      headers: {
        'Content-Type': 'application/json',
        ...headers,
        ...(retryHeader && before > 0 ? { [retryHeader]: String(before) } : {}),
      },
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN)]),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds === 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
