// Fills a spool in a file until it is killed: says `pushed n` or `shifted n` once that is on the disk.
import process from "node:process";
import { FileSpool } from "../adapters/file_spool.ts";

const spool = new FileSpool(process.argv[2]);
let shifted = 0;
for (let n = 0;; n++) {
  const text = new Uint8Array(1 + (n * 37) % 500).fill(n & 0xff);
  if (spool.push({ stream: 6, function: 11, replyExpected: n % 2 === 0, text })) console.log(`pushed ${n}`);
  if (n % 3 === 2) {
    spool.shift();
    console.log(`shifted ${shifted++}`);
  }
}
