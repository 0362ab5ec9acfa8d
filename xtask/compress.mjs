// Compresses for `cargo xtask dist` and `bench`: `node compress.mjs [--write] FOLDER FILE…` prints one line of JSON per
// file, {file, raw, gzip, brotli} in bytes, and with --write puts FILE.br and FILE.gz beside each FILE.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const write = process.argv[2] === "--write";
const [folder, ...files] = process.argv.slice(write ? 3 : 2);
for (const file of files) {
  const path = join(folder, file);
  const raw = readFileSync(path);
  const gzip = gzipSync(raw, { level: 9 });
  const brotli = brotliCompressSync(raw, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 22,
      [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
    },
  });
  if (write) {
    writeFileSync(`${path}.br`, brotli);
    writeFileSync(`${path}.gz`, gzip);
  }
  console.log(JSON.stringify({ file, raw: raw.length, gzip: gzip.length, brotli: brotli.length }));
}
