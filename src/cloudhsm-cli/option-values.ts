import type { ParsedCommand } from './grammar/command-spec.ts';

/** The options of a command line, by the kind of value that its grammar gives each. */
export class OptionValues {
  readonly #values: ParsedCommand['values'];

  constructor(values: ParsedCommand['values']) {
    this.#values = values;
  }

  /** The value of an option that must be given. */
  text(name: string): string {
    return this.find(name) ?? '';
  }

  /** @returns undefined where the option is not given */
  find(name: string): string | undefined {
    const value = this.#values.get(name);
    return typeof value === 'string' ? value : undefined;
  }

  /** @returns undefined where the option is not given */
  number(name: string): number | undefined {
    const value = this.#values.get(name);
    return typeof value === 'number' ? value : undefined;
  }

  list(name: string): readonly string[] {
    const value = this.#values.get(name);
    return Array.isArray(value) ? value : [];
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }
}
