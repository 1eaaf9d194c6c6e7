import {defineConfig} from 'vitest/config';

// Tests in a browser against a desk of their own; tests/house/browser.sh says what they need.
export default defineConfig({
  test: {
    include: ['tests/browser/**/*.test.ts'],
    environment: 'node',
    fileParallelism: false,
    testTimeout: 180_000,
    expect: {poll: {timeout: 20_000, interval: 50}},
    hookTimeout: 120_000,
  },
});
