// What the stores in files share: whole writes that have reached the disk, and names that survive a power cut.
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from "node:fs";

/** Writes all bytes at a place of a file; `write` alone may take fewer. */
export function writeAll(file: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length;) {
    done += writeSync(file, bytes, done, bytes.length - done, at + done);
  }
}

/** Puts a file with these bytes in the place of another, so that after a power cut either is there, whole. */
export function replaceFile(path: string, bytes: Uint8Array): void {
  const fresh = `${path}.new`, file = openSync(fresh, "w");
  try {
    writeAll(file, bytes, 0);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(fresh, path);
  syncFolder(path);
}

/** Has the names in the folder of a file reach the disk, where the system can do that. */
export function syncFolder(path: string): void {
  const folder = path.slice(0, Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"))) || ".";
  let file: number | undefined;
  try {
    file = openSync(folder, "r");
    fsyncSync(file);
  } catch {
    // Windows opens no folders; there the system keeps names in order by itself.
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

const TABLE = /* @__PURE__ */ Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? 0xedb8_8320 ^ (rest >>> 1) : rest >>> 1;
  return rest;
});

/** CRC-32 as in ISO 3309. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffff_ffff) >>> 0;
}
