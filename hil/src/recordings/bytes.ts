import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { constants, createGunzip } from "node:zlib";
import { RecordingError, type Warnings } from "./errors.ts";

/** Largest file once unpacked, bytes: a day of six columns at 100 Hz is 400 MB. */
const MAX_BYTES = 1_000_000_000;
/** Longest line, bytes; what stands beyond is dropped, so that the row fails by itself and memory stays bounded. */
const MAX_LINE = 1024;
const NEWLINE = 10;

/** Progress as a share of the file, 0 to 1. */
export type OnProgress = (share: number) => void;

/**
 * The plain bytes of a file, packed by gzip or not (told by its first bytes). A packed file that breaks off gives what it holds and
 * a warning. Throws RecordingError missing-file, unreadable, not-gzip, too-long.
 */
export async function* plainBytes(
  file: string,
  warnings: Warnings,
  onProgress?: OnProgress,
): AsyncGenerator<Buffer> {
  const { size, packed, trailer } = await look(file);
  if (file.endsWith(".gz") && !packed) {
    throw new RecordingError("recording.not-gzip", file, "is not packed by gzip", "pack it, or name it .csv");
  }
  let unpacked = 0;
  let read = 0;
  const raw = createReadStream(file);
  raw.on("data", (chunk) => {
    read += chunk.length;
    onProgress?.(Math.min(1, read / size));
  });
  // With a flush at the end a broken-off file yields its last block too; that it broke off shows in its trailer.
  const chunks = packed ? raw.pipe(createGunzip({ finishFlush: constants.Z_SYNC_FLUSH })) : raw;
  raw.on("error", (error) => chunks.destroy(error));
  try {
    for await (const chunk of chunks) {
      unpacked += chunk.length;
      if (unpacked > MAX_BYTES) {
        throw new RecordingError(
          "recording.too-long",
          file,
          `holds more than ${MAX_BYTES} bytes`,
          "split it",
        );
      }
      yield chunk;
    }
  } catch (error) {
    if (error instanceof RecordingError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (!code.startsWith("Z_")) throw unreadable(file, error);
    yield cutShort(file, unpacked, warnings, error);
    return;
  } finally {
    raw.destroy();
  }
  const broken = packed && trailer !== unpacked % 2 ** 32 ? await strictError(file) : null;
  if (broken) yield cutShort(file, unpacked, warnings, broken);
}

/** Cuts every line to MAX_LINE bytes. */
export async function* shortLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  /** Of the present line, cut at MAX_LINE. */
  let length = 0;
  for await (const chunk of chunks) {
    /** Where what has not been handed on begins. */
    let from = 0;
    let at = 0;
    while (at < chunk.length) {
      const newline = chunk.indexOf(NEWLINE, at);
      const stop = newline < 0 ? chunk.length : newline;
      const room = MAX_LINE - length;
      if (stop - at > room) {
        if (at + room > from) yield chunk.subarray(from, at + room);
        from = stop;
        length = MAX_LINE;
      } else {
        length += stop - at;
      }
      if (newline >= 0) length = 0;
      at = newline < 0 ? stop : newline + 1;
    }
    if (chunk.length > from) yield chunk.subarray(from);
  }
}

interface Look {
  size: number;
  packed: boolean;
  /** Last four bytes, little-endian: the plain size, modulo 2^32, of a whole gzip member (RFC 1952). */
  trailer: number;
}

async function look(file: string): Promise<Look> {
  let handle: Awaited<ReturnType<typeof open>> | undefined;
  try {
    handle = await open(file);
    const { size } = await handle.stat();
    const head = Buffer.alloc(2);
    await handle.read(head, 0, 2, 0);
    const tail = Buffer.alloc(4);
    if (size >= 4) await handle.read(tail, 0, 4, size - 4);
    return { size, packed: head[0] === 0x1f && head[1] === 0x8b, trailer: tail.readUInt32LE(0) };
  } catch (error) {
    throw unreadable(file, error);
  } finally {
    await handle?.close();
  }
}

function unreadable(file: string, error: unknown): RecordingError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT") {
    return new RecordingError("recording.missing-file", file, "is not there", "check the path", error);
  }
  return new RecordingError(
    "recording.unreadable",
    file,
    `cannot be read: ${code}`,
    "it has to be a file you may read",
    error,
  );
}

/** A second, strict pass; only made when the trailer does not fit, which files of several gzip members also cause. */
async function strictError(file: string): Promise<unknown> {
  try {
    await pipeline(createReadStream(file), createGunzip(), async (plain) => {
      for await (const _ of plain);
    });
    return null;
  } catch (error) {
    return error;
  }
}

/** Warns, and answers what spoils the last line, so that half a number is not taken for a whole one. */
function cutShort(file: string, unpacked: number, warnings: Warnings, error: unknown): Buffer {
  if (unpacked === 0) {
    throw new RecordingError(
      "recording.not-gzip",
      file,
      "cannot be unpacked",
      "fetch or pack it again",
      error,
    );
  }
  const what = `the packed file breaks off; ${unpacked} bytes were kept`;
  warnings.add({ code: "recording.truncated", file, line: null, column: null, what });
  return Buffer.from("?");
}
