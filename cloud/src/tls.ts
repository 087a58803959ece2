import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import { CloudError } from "./errors.ts";

/** PEM files: the certificate with its chain, and its private key. */
export interface TlsFiles {
  certFile: string;
  keyFile: string;
}

/** Reads both and checks that they belong together. Throws CloudError cloud.tls. */
export function readTls({ certFile, keyFile }: TlsFiles): { cert: string; key: string } {
  const cert = read(certFile);
  const key = read(keyFile);
  try {
    createSecureContext({ cert, key, minVersion: "TLSv1.3" });
  } catch {
    throw new CloudError(
      "cloud.tls",
      `${certFile} and ${keyFile} are not a certificate and its key`,
      "Both have to be PEM, and of one pair.",
    );
  }
  return { cert, key };
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new CloudError(
      "cloud.tls",
      `${file} cannot be read: ${(cause as NodeJS.ErrnoException).code}`,
      "Check the path and that this user may read it.",
    );
  }
}
