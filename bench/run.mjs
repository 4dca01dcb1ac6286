// Runs the benchmarks and prints their tables.
//   npm run bench                all
//   npm run bench -- processes   those whose file name has the word
// Each figure is a ratio of two things measured in turn in the same run, or says that it is a plain
// reading. Nothing here is a test: a slow machine makes no run fail.
import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const words = process.argv.slice(2);
const files = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.mjs'))
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .sort();

// Reading extra certificates would cost every Node process start the same, on both sides of a ratio.
delete process.env.NODE_EXTRA_CA_CERTS;

console.log(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`);
for (const file of files) {
  const { title, run } = await import(join(folder, file));
  console.log(`\n${title}`);
  printTable(await run());
}

/** Rows of `{ what, figure, goal? }`, as a table. */
function printTable(rows) {
  const widths = ['what', 'figure'].map((key) => Math.max(...rows.map((row) => row[key].length)));
  for (const { what, figure, goal } of rows) {
    const wanted = goal === undefined ? '' : `   goal: ${goal}`;
    console.log(`  ${what.padEnd(widths[0])}   ${figure.padStart(widths[1])}${wanted}`);
  }
}
