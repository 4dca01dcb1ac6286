/** Names of the files in which a store keeps its generations. They sort as numbers do. */

const DIGITS = 12;
const NAME = /^(\d{12})\.json$/;

/** The name of a generation's file: `000000000001.json`. */
export function nameGeneration(generation: number, ending = 'json'): string {
  return `${String(generation).padStart(DIGITS, '0')}.${ending}`;
}

/** The generation that a file is by its name; undefined where it is none. */
export function generationOf(name: string): number | undefined {
  const number = NAME.exec(name)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** The greatest generation of a folder, by the names in it; 0 where there is none. */
export function newestOf(names: readonly string[]): number {
  return names.reduce((newest, name) => Math.max(newest, generationOf(name) ?? 0), 0);
}
