/** The argument of every command that reads a policy. */
export const POLICY = ['[file]', 'the policy', process.env.POLICY_FILE ?? 'policy.yaml'] as const;
