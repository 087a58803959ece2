import type { GatewayStatus } from "../gateway.ts";

/** The status as a page that needs no script; the browser asks again every five seconds. `nowMs`: Unix ms. */
export function page(status: GatewayStatus, nowMs: number): string {
  const { adapter, collars, spool, uplink, grants } = status;
  const facts: [string, string][] = [
    ["Bluetooth", adapter ? "scanning" : "no adapter: it is looked for again and again"],
    ["Cloud", cloud(uplink)],
    [
      "Waiting for the cloud",
      `${spool.frames} frames, ${Math.ceil(spool.bytes / 1024)} KiB${oldest(status, nowMs)}`,
    ],
    ["Refused by the cloud", `${spool.quarantined} frames in quarantine`],
    ["May carry", `${grants} collars`],
  ];
  const rows = collars.map(
    (collar) => `<tr><td>${asText(collar.name || "unnamed")}</td><td>${collar.device ?? "not asked yet"}</td>
<td>${asText(collar.state)}</td><td>${collar.rssi} dBm</td><td>${ago(collar.heardAt, nowMs)}</td>
<td>${collar.lastFrameAt === null ? "none yet" : ago(collar.lastFrameAt, nowMs)}</td><td>${asText(collar.lastError ?? "")}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="5"><title>PetPulse hub</title>
<style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #8884}</style></head>
<body><h1>PetPulse hub</h1>
<table>${facts.map(([name, value]) => `<tr><th scope="row">${name}</th><td>${asText(value)}</td></tr>`).join("\n")}</table>
<h2>Collars</h2>
<table><tr><th>Name</th><th>Device</th><th>State</th><th>Signal</th><th>Heard</th><th>Last frame</th><th>Last trouble</th></tr>
${rows.join("\n") || '<tr><td colspan="7">none heard yet</td></tr>'}</table></body></html>
`;
}

function cloud({ state, sent, lastError }: GatewayStatus["uplink"]): string {
  return lastError
    ? `not reached (${lastError}), ${state}; ${sent} frames sent`
    : `${state}, ${sent} frames sent`;
}

function oldest({ spool }: GatewayStatus, nowMs: number): string {
  return spool.oldestMs === null ? "" : `, the oldest from ${ago(spool.oldestMs, nowMs)}`;
}

function ago(ms: number, nowMs: number): string {
  const s = Math.max(0, Math.round((nowMs - ms) / 1000));
  if (s < 120) return `${s} s ago`;
  return s < 7200 ? `${Math.round(s / 60)} min ago` : `${Math.round(s / 3600)} h ago`;
}

/** Names come from the air, where anybody may say anything. */
function asText(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
