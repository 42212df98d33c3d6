// A store of GEM definitions in a folder: one file for each name, replaced as a whole.
import { mkdirSync, readFileSync } from "node:fs";
import type { Store } from "../core/gem/store.ts";
import { crc32, replaceFile } from "./file_access.ts";

export type { Store };

/** Keeps texts in a folder, one file for each name. What was written is on the disk when `write` returns. */
export class FileStore implements Store {
  readonly #folder: string;

  /** Uses this folder, and makes it where it is missing. */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
  }

  /** What was written last under a name; `undefined` when nothing was. Throws what the system says. */
  read(name: string): Uint8Array | undefined {
    try {
      const bytes = readFileSync(this.#path(name));
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    } catch (error) {
      if ((error as { code?: string }).code === "ENOENT") return undefined;
      throw error;
    }
  }

  /** Keeps a text under a name. Throws what the system says, and then what was there before is still there. */
  write(name: string, text: Uint8Array): void {
    replaceFile(this.#path(name), text);
  }

  #path(name: string): string {
    const safe = [...name].map(safely).join("");
    const short = safe.length <= LONGEST ? safe : `${safe.slice(0, LONGEST)}~${checksum(name)}`;
    return `${this.#folder}/${short}.secs`;
  }
}

const LONGEST = 180; // characters of a file's name, some systems take 255 bytes

/**
 * Names may hold anything, ids of process programs too: letters stay, capitals are marked (not every system tells them
 * apart), and all but digits becomes a number.
 */
function safely(character: string): string {
  if (/[a-z0-9-]/.test(character)) return character;
  if (/[A-Z]/.test(character)) return `+${character.toLowerCase()}`;
  return character === " " ? "_" : `=${character.codePointAt(0)!.toString(16)}=`;
}

function checksum(name: string): string {
  const units = Uint16Array.from(name, (unit) => unit.charCodeAt(0));
  return crc32(new Uint8Array(units.buffer)).toString(16);
}
