import type { Document } from './adf.ts';
import { carriesMark } from './body.ts';
import type { JiraCall } from './client.ts';
import { anything, comments } from './schema.ts';

export async function addComment(call: JiraCall, issueIdOrKey: string, body: Document): Promise<void> {
  await call({ doing: `comment on ${issueIdOrKey}` }, anything, (jira) =>
    jira.issueComments.addComment({ issueIdOrKey, comment: body }),
  );
}

/** Whether one of the hundred newest comments carries the mark. */
export async function hasComment(call: JiraCall, issueIdOrKey: string, mark: string): Promise<boolean> {
  const newest = await call({ doing: `read the comments of ${issueIdOrKey}` }, comments, (jira) =>
    jira.issueComments.getComments({ issueIdOrKey, orderBy: '-created', maxResults: 100 }),
  );
  return newest.comments.some(({ body }) => carriesMark(body, mark));
}
