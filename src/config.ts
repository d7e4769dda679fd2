import { z } from 'zod';

const secret = z.string().trim().min(1);
const url = z
  .url({ protocol: /^https?$/, error: 'is no http(s) address' })
  .transform((text) => text.replace(/\/+$/, ''));
const port = z.coerce.number({ error: 'is no number' }).int().min(0).max(65_535);
const databaseUrl = z
  .string()
  .regex(/^(file:.+|:memory:)$/, 'has to look like file:data/breakglass.db')
  .transform((text) => text.replace(/^file:/, ''));

const environment = z.object({
  SLACK_BOT_TOKEN: secret.regex(/^xoxb-/, 'has to begin with xoxb- (OAuth & Permissions > Bot User OAuth Token)'),
  SLACK_SIGNING_SECRET: secret.optional(),
  SLACK_APP_TOKEN: secret.regex(/^xapp-/, 'has to begin with xapp- (Basic Information > App-Level Tokens)').optional(),
  SLACK_API_URL: url.default('https://slack.com/api'),
  PAGERDUTY_API_TOKEN: secret.optional(),
  PAGERDUTY_FROM_EMAIL: z.email({ error: 'is no e-mail address' }).optional(),
  PAGERDUTY_ROUTING_KEY: secret.optional(),
  PAGERDUTY_API_URL: url.default('https://api.pagerduty.com'),
  PAGERDUTY_EVENTS_URL: url.default('https://events.pagerduty.com'),
  PAGERDUTY_WEBHOOK_SECRET: secret.optional(),
  JIRA_BASE_URL: url.optional(),
  JIRA_EMAIL: z.email({ error: 'is no e-mail address' }).optional(),
  JIRA_API_TOKEN: secret.optional(),
  JIRA_WEBHOOK_SECRET: secret.optional(),
  GITHUB_WEBHOOK_SECRET: secret.optional(),
  DATABASE_URL: databaseUrl.default('data/breakglass.db'),
  POLICY_FILE: secret.default('policy.yaml'),
  PUBLIC_URL: url.optional(),
  HOST: secret.default('0.0.0.0'),
  PORT: port.default(3000),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export interface Config {
  readonly slack: {
    readonly botToken: string;
    readonly apiUrl: string;
    /** One of the two: requests over HTTP, or a Socket Mode connection of our own. */
    readonly transport:
      | { readonly kind: 'http'; readonly signingSecret: string }
      | { readonly kind: 'socket'; readonly appToken: string };
  };
  readonly pagerduty:
    | {
        readonly token: string;
        readonly fromEmail: string;
        readonly routingKey: string | undefined;
        readonly apiUrl: string;
        readonly eventsUrl: string;
        /** More than one while a secret is rotated; none: no webhooks are taken. */
        readonly webhookSecrets?: readonly string[] | undefined;
      }
    | undefined;
  readonly jira:
    | {
        readonly baseUrl: string;
        readonly email: string;
        readonly apiToken: string;
        /** Absent: no webhooks are taken. */
        readonly webhookSecret?: string | undefined;
      }
    | undefined;
  /** More than one while a secret is rotated; none: no webhooks are taken. */
  readonly github?: { readonly webhookSecrets: readonly string[] } | undefined;
  readonly databaseFile: string;
  readonly policyFile: string;
  /** Where people's browsers reach us, for links; absent: nowhere but on this machine. */
  readonly publicUrl?: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
}

/** Every wrong or missing setting at once, by name, never by value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(faults: readonly string[]) {
    super(`Settings to mend (see .env.example):\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

/** The only reader of the environment. An empty setting counts as absent. @throws ConfigError */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(present, { reportInput: true });
  const faults = parsed.success ? [] : parsed.error.issues.map(faultWords);
  faults.push(...groupFaults(present));
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return toConfig(parsed.data);
}

function faultWords({ path, message, input }: z.core.$ZodIssue): string {
  return `${path.join('.')} ${input === undefined ? 'is missing' : message}`;
}

/** Settings that only make sense together. */
function groupFaults(env: Readonly<Record<string, unknown>>): string[] {
  const faults: string[] = [];
  if (!env.SLACK_SIGNING_SECRET && !env.SLACK_APP_TOKEN) {
    faults.push('SLACK_SIGNING_SECRET (for HTTP) or SLACK_APP_TOKEN (for Socket Mode) is missing');
  }
  const together = (wanted: readonly string[]) => {
    const missing = wanted.filter((name) => !env[name]);
    if (missing.length === 0 || missing.length === wanted.length) return;
    faults.push(
      ...missing.map(
        (name) => `${name} is missing (${wanted.join(', ')} belong together; leave all out to do without)`,
      ),
    );
  };
  together(['JIRA_BASE_URL', 'JIRA_EMAIL', 'JIRA_API_TOKEN']);
  together(['PAGERDUTY_API_TOKEN', 'PAGERDUTY_FROM_EMAIL']);
  const needs = (name: string, wanted: string) => {
    if (env[name] && !env[wanted]) faults.push(`${name} needs ${wanted}: without it there is nothing to hear about`);
  };
  needs('JIRA_WEBHOOK_SECRET', 'JIRA_BASE_URL');
  needs('PAGERDUTY_WEBHOOK_SECRET', 'PAGERDUTY_API_TOKEN');
  return faults;
}

/** `one,another`: the old secret and the new one while it is rotated. */
const listed = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function toConfig(env: z.infer<typeof environment>): Config {
  const { PAGERDUTY_API_TOKEN: pagerdutyToken, PAGERDUTY_FROM_EMAIL: fromEmail } = env;
  const { JIRA_BASE_URL: baseUrl, JIRA_EMAIL: email, JIRA_API_TOKEN: apiToken } = env;
  return {
    slack: { botToken: env.SLACK_BOT_TOKEN, apiUrl: `${env.SLACK_API_URL}/`, transport: transportOf(env) },
    pagerduty:
      pagerdutyToken && fromEmail
        ? {
            token: pagerdutyToken,
            fromEmail,
            routingKey: env.PAGERDUTY_ROUTING_KEY,
            apiUrl: env.PAGERDUTY_API_URL,
            eventsUrl: env.PAGERDUTY_EVENTS_URL,
            webhookSecrets: listed(env.PAGERDUTY_WEBHOOK_SECRET),
          }
        : undefined,
    jira:
      baseUrl && email && apiToken ? { baseUrl, email, apiToken, webhookSecret: env.JIRA_WEBHOOK_SECRET } : undefined,
    github: env.GITHUB_WEBHOOK_SECRET ? { webhookSecrets: listed(env.GITHUB_WEBHOOK_SECRET) } : undefined,
    databaseFile: env.DATABASE_URL,
    policyFile: env.POLICY_FILE,
    publicUrl: env.PUBLIC_URL,
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
  };
}

/** Socket Mode wins where both are set: the app token is there on purpose, the signing secret comes with every app. */
function transportOf(env: z.infer<typeof environment>): Config['slack']['transport'] {
  if (env.SLACK_APP_TOKEN) return { kind: 'socket', appToken: env.SLACK_APP_TOKEN };
  return { kind: 'http', signingSecret: env.SLACK_SIGNING_SECRET ?? '' };
}
