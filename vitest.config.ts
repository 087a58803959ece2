import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{proto,firmware,gateway,cloud,models,hil,bench}/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: "forks",
    maxWorkers: 2,
  },
});
