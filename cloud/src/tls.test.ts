import { readFileSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";
import { connect, type SecureVersion } from "node:tls";
import { expect, test } from "vitest";
import { openCloud } from "./main.ts";
import { scratch, silent } from "./testbed.ts";
import { readTls } from "./tls.ts";

// Made for this test, trusted by nobody:
// openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=localhost
//   -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout localhost.key.pem -out localhost.cert.pem
const certFile = join(import.meta.dirname, "testdata/localhost.cert.pem");
const keyFile = join(import.meta.dirname, "testdata/localhost.key.pem");
const ca = readFileSync(certFile, "utf8");

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

test("with a certificate only TLS 1.3 is spoken, cookies stay on it, and browsers are told to stay on it", async () => {
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
});

test("files that are no pair, or not there, are refused before anything is made", () => {
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
