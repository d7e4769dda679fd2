import { z } from 'zod';

// What is read of GitHub's webhooks, and no more: https://docs.github.com/webhooks/webhook-events-and-payloads

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const account = z.object({ login: z.string().min(1).max(100) });
const sha = z
  .string()
  .regex(/^[0-9a-f]{40,64}$/i)
  .transform((text) => text.toLowerCase());
const repository = z.object({
  full_name: z
    .string()
    .max(201)
    .transform((text) => text.toLowerCase()),
  html_url: z.string().max(500).nullish(),
  /** In a push a number of seconds, elsewhere a date. */
  pushed_at: z.union([z.number(), z.string()]).nullish(),
});
const about = { repository, sender: account };

export const deploymentStatus = z.object({
  ...about,
  deployment_status: z.object({
    id: z.number(),
    state: z.string(),
    environment: z.string().max(255).nullish(),
    target_url: z.string().max(2000).nullish(),
    log_url: z.string().max(2000).nullish(),
    created_at: instant,
  }),
  deployment: z.object({
    id: z.number(),
    sha,
    ref: z.string().max(500),
    environment: z.string().max(255),
    creator: account.nullish(),
    production_environment: z.boolean().nullish(),
  }),
});

export const pullRequest = z.object({
  ...about,
  action: z.string(),
  pull_request: z.object({
    number: z.number(),
    title: z.string(),
    html_url: z.string().max(2000),
    merged: z.boolean().nullish(),
    merged_at: instant.nullish(),
    merged_by: account.nullish(),
    merge_commit_sha: sha.nullish(),
    user: account.nullish(),
    base: z.object({ ref: z.string().max(500) }),
  }),
});

export const pullRequestReview = z.object({
  ...about,
  review: z.object({ state: z.string(), user: account.nullish(), submitted_at: instant.nullish() }),
  pull_request: z.object({ number: z.number() }),
});

/** `username` is there where GitHub has found the account to the e-mail, which it does for verified ones only. */
const signature = z.object({ email: z.string().max(320).nullish(), username: z.string().max(100).nullish() });

export const push = z.object({
  ...about,
  ref: z.string().max(500),
  after: sha,
  deleted: z.boolean().nullish(),
  forced: z.boolean().nullish(),
  compare: z.string().max(2000).nullish(),
  pusher: z.object({ name: z.string().max(100), email: z.string().max(320).nullish() }).nullish(),
  head_commit: z.object({ message: z.string() }).nullish(),
  commits: z.array(z.object({ author: signature.nullish(), committer: signature.nullish() })),
});

export const branchRule = z.object({ ...about, action: z.string(), rule: z.object({ name: z.string().max(500) }) });

export const protection = z.object({ ...about, action: z.string() });

export const ruleset = z.object({
  action: z.string(),
  repository: repository.nullish(),
  organization: account.nullish(),
  sender: account,
  repository_ruleset: z.object({ name: z.string().max(500), enforcement: z.string().nullish() }),
});
