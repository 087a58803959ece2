import type { Report } from "./report.ts";

/** JUnit XML, as CI servers read it (the form that Jenkins and GitLab document): one suite a rig, one case a scenario. */
export function junit({ rig, scenarios }: Report): string {
  const failed = scenarios.filter(({ verdict }) => !verdict.ok).length;
  const seconds = scenarios.reduce((sum, { tookS }) => sum + tookS, 0);
  const cases = scenarios.map(({ verdict, tookS }) => {
    const figures = Object.entries(verdict.figures ?? {})
      .map(([name, value]) => `${name} ${value ?? "unknown"}`)
      .join("\n");
    const failures = verdict.failures.map((failure) => `      <failure message="${escaped(failure)}"/>\n`);
    return (
      `    <testcase classname="${escaped(`hil.${rig}`)}" name="${escaped(verdict.name)}" time="${tookS}">\n` +
      `${failures.join("")}      <system-out>${escaped(figures)}</system-out>\n    </testcase>\n`
    );
  });
  const counts = `tests="${scenarios.length}" failures="${failed}" time="${seconds.toFixed(3)}"`;
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${counts}>\n` +
    `  <testsuite name="${escaped(`petpulse hil ${rig}`)}" ${counts}>\n${cases.join("")}  </testsuite>\n</testsuites>\n`
  );
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for XML and HTML alike; what XML 1.0 forbids becomes a replacement character. */
export function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML 1.0 forbids (section 2.2)
  const allowed = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd");
  return allowed.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);
}
