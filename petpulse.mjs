#!/usr/bin/env node
// Runs on any Node that understands import(), so that an old one gets a sentence instead of a syntax error.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `petpulse needs Node 22.18 or newer, this is ${process.versions.node}.\n` +
      "`npm ci` brings a fitting one: use `npm start`, `npm test` or `npx petpulse …` inside the project.\n",
  );
  process.exit(1);
}
await import("./petpulse.ts");
