/** `.env` beside the working directory, if there is one; what is set already wins. */
export function loadDotEnv(): void {
  try {
    process.loadEnvFile('.env');
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) throw cause;
  }
}
