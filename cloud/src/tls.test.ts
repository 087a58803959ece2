import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type SecureVersion } from "node:tls";
import { afterAll, expect, test } from "vitest";
import { openCloud } from "./main.ts";
import { scratch, silent } from "./testbed.ts";
import { readTls } from "./tls.ts";

const REQUEST =
  "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost";

/** A key pair and a certificate of their own for localhost, trusted by nobody, gone with the test; null without openssl. */
function makePair(): { certFile: string; keyFile: string } | null {
  const dir = mkdtempSync(join(tmpdir(), "petpulse-tls-"));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  const pair = { certFile: join(dir, "cert.pem"), keyFile: join(dir, "key.pem") };
  const names = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  const files = ["-keyout", pair.keyFile, "-out", pair.certFile];
  const made = spawnSync("openssl", [...REQUEST.split(" "), ...names, ...files], { encoding: "utf8" });
  if (made.status === 0) return pair;
  if ((made.error as NodeJS.ErrnoException | undefined)?.code !== "ENOENT") throw new Error(made.stderr);
  if (process.env.PETPULSE_REQUIRE === "all")
    throw new Error("required but missing: openssl (Debian's package openssl)");
  return null;
}

const pair = makePair();
const why = pair ? "" : " (skipped: no openssl; install Debian's package openssl)";
const { certFile, keyFile } = pair ?? { certFile: "", keyFile: "" };
const ca = pair ? readFileSync(certFile, "utf8") : "";

/** The TLS version agreed on when the client offers no newer than `maxVersion`; rejects when there is none. */
function shake(port: number, maxVersion: SecureVersion): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", servername: "localhost", ca, maxVersion }, () => {
      resolve(socket.getProtocol());
      socket.destroy();
    });
    socket.on("error", reject);
  });
}

test.skipIf(!pair)(
  `with a certificate only TLS 1.3 is spoken, cookies stay on it, and browsers are told to stay on it${why}`,
  async () => {
    const cloud = await openCloud({
      dataDir: scratch(),
      port: 0,
      access: { mode: "token" },
      log: silent,
      tls: { certFile, keyFile },
    });
    const { token } = await cloud.addViewer({ name: "Ann" });
    const { port, protocol } = new URL(cloud.url);
    expect(protocol).toBe("https:");
    expect(await shake(Number(port), "TLSv1.3")).toBe("TLSv1.3");
    await expect(shake(Number(port), "TLSv1.2")).rejects.toThrow();
    await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow();
    const body = JSON.stringify({ token });
    const headers = await new Promise<Record<string, unknown>>((resolve, reject) => {
      const asked = request(
        { port, host: "127.0.0.1", servername: "localhost", ca, method: "POST", path: "/v1/session" },
        (answer) => {
          answer.resume();
          resolve({ status: answer.statusCode, ...answer.headers });
        },
      );
      asked.on("error", reject);
      asked.setHeader("content-type", "application/json").end(body);
    });
    expect(headers.status).toBe(204);
    expect(String(headers["set-cookie"])).toContain("; Secure");
    expect(headers["strict-transport-security"]).toBe("max-age=31536000");
    await cloud.stop();
  },
);

test.skipIf(!pair)(`files that are no pair, or not there, are refused before anything is made${why}`, () => {
  const wrong = join(scratch(), "wrong.pem");
  writeFileSync(wrong, "no certificate");
  for (const files of [
    { certFile: wrong, keyFile },
    { certFile, keyFile: wrong },
    { certFile: keyFile, keyFile: certFile },
    { certFile, keyFile: join(scratch(), "nowhere") },
  ]) {
    expect(() => readTls(files)).toThrow(expect.objectContaining({ code: "cloud.tls" }));
  }
});
