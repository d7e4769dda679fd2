import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Browsers and real processes share CI's two cores with everything else: one second try there, and the report names it.
    retry: process.env.CI ? 1 : 0,
  },
});
