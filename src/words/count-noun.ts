/**
 * A number and what it counts: `1 byte`, `2 bytes`. Every sentence that counts goes through here.
 *
 * @param many the plural, where it is not the singular with an s
 * @example
 * countNoun(1, 'byte'); // '1 byte'
 * countNoun(0, 'byte'); // '0 bytes'
 * countNoun(2, 'record is', 'records are'); // '2 records are'
 */
export function countNoun(count: number, one: string, many: string = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
