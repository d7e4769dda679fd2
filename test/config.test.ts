import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';

const http = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'signing' };
const jira = { JIRA_BASE_URL: 'https://acme.atlassian.net/', JIRA_EMAIL: 'bot@acme.com', JIRA_API_TOKEN: 'jira-1' };
const pagerduty = { PAGERDUTY_API_TOKEN: 'pd-1', PAGERDUTY_FROM_EMAIL: 'bot@acme.com' };

function faultsOf(env: Record<string, string | undefined>): string {
  try {
    readConfig(env);
  } catch (cause) {
    if (cause instanceof ConfigError) return cause.message;
    throw cause;
  }
  return '';
}

describe('the settings', () => {
  it('need but two, and fill in the rest', () => {
    expect(readConfig(http)).toMatchObject({
      slack: {
        botToken: 'xoxb-1',
        apiUrl: 'https://slack.com/api/',
        transport: { kind: 'http', signingSecret: 'signing' },
      },
      jira: undefined,
      pagerduty: undefined,
      databaseFile: 'data/breakglass.db',
      policyFile: 'policy.yaml',
      port: 3000,
      logLevel: 'info',
    });
  });

  it('take Socket Mode where its token is set, on purpose', () => {
    const { slack } = readConfig({ ...http, SLACK_APP_TOKEN: 'xapp-1' });
    expect(slack.transport).toEqual({ kind: 'socket', appToken: 'xapp-1' });
  });

  it('connect Jira and PagerDuty where they are complete', () => {
    expect(readConfig({ ...http, ...jira, ...pagerduty, PAGERDUTY_ROUTING_KEY: 'r-1' })).toMatchObject({
      jira: { baseUrl: 'https://acme.atlassian.net', email: 'bot@acme.com', apiToken: 'jira-1' },
      pagerduty: { token: 'pd-1', fromEmail: 'bot@acme.com', routingKey: 'r-1', apiUrl: 'https://api.pagerduty.com' },
    });
  });

  it('count as absent when they are empty', () => {
    const empty = Object.fromEntries(Object.keys({ ...jira, ...pagerduty }).map((name) => [name, '']));
    expect(readConfig({ ...http, ...empty, PORT: '' })).toMatchObject({
      jira: undefined,
      pagerduty: undefined,
      port: 3000,
    });
  });

  it.each([
    ['file:/var/lib/bg.db', '/var/lib/bg.db'],
    ['file:data/x.db', 'data/x.db'],
    [':memory:', ':memory:'],
  ])('name a database such as %s', (url, file) => {
    expect(readConfig({ ...http, DATABASE_URL: url }).databaseFile).toBe(file);
  });
});

describe('wrong settings', () => {
  it('are all named at once', () => {
    const words = faultsOf({
      SLACK_BOT_TOKEN: 'xoxp-wrong',
      JIRA_BASE_URL: 'acme.atlassian.net',
      PAGERDUTY_FROM_EMAIL: 'nobody',
      PORT: 'eighty',
      DATABASE_URL: 'mysql://db',
      LOG_LEVEL: 'loud',
    });
    for (const name of [
      'SLACK_BOT_TOKEN has to begin with xoxb-',
      'SLACK_SIGNING_SECRET (for HTTP) or SLACK_APP_TOKEN (for Socket Mode) is missing',
      'JIRA_BASE_URL is no http(s) address',
      'JIRA_EMAIL is missing',
      'JIRA_API_TOKEN is missing',
      'PAGERDUTY_FROM_EMAIL is no e-mail address',
      'PAGERDUTY_API_TOKEN is missing',
      'PORT is no number',
      'DATABASE_URL has to look like file:data/breakglass.db',
      'LOG_LEVEL',
    ]) {
      expect(words).toContain(name);
    }
  });

  it('are never shown', () => {
    const secrets = {
      ...http,
      SLACK_BOT_TOKEN: 'tok-hush',
      SLACK_APP_TOKEN: 'app-hush',
      JIRA_BASE_URL: 'ftp://hush',
      PORT: 'hush',
      LOG_LEVEL: 'hush',
      DATABASE_URL: 'postgres://u:hush@db',
      JIRA_EMAIL: 'hush',
      PAGERDUTY_FROM_EMAIL: 'hush',
      SLACK_API_URL: 'hush',
    };
    const words = faultsOf(secrets);
    expect(words.split('\n').length).toBeGreaterThan(8);
    expect(words).not.toContain('hush');
  });

  it.each([
    ['a port out of range', { PORT: '70000' }, 'PORT'],
    ['a port that is half a number', { PORT: '80.5' }, 'PORT'],
    ['a token of blanks', { SLACK_BOT_TOKEN: '   ' }, 'SLACK_BOT_TOKEN'],
    [
      'half of Jira',
      { JIRA_EMAIL: 'bot@acme.com' },
      'JIRA_BASE_URL is missing (JIRA_BASE_URL, JIRA_EMAIL, JIRA_API_TOKEN belong together',
    ],
    ['half of PagerDuty', { PAGERDUTY_API_TOKEN: 'x' }, 'PAGERDUTY_FROM_EMAIL is missing'],
  ])('are refused: %s', (_, env, words) => {
    expect(faultsOf({ ...http, ...env })).toContain(words);
  });

  it('are told what is missing when nothing is set', () => {
    expect(faultsOf({})).toContain('SLACK_BOT_TOKEN is missing');
  });
});
