import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
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
  if (arePair(cert, key)) return { cert, key };
  throw new CloudError(
    "cloud.tls",
    `${certFile} and ${keyFile} are not a certificate and its key`,
    "Both have to be PEM, and of one pair.",
  );
}

function arePair(cert: string, key: string): boolean {
  try {
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
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
