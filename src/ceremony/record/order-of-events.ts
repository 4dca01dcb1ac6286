import type { RecordLineProblem } from '../../failure-codes/ceremony-record.ts';
import type { RecordEvent } from './record.ts';

/** What can happen next in a ceremony, whatever its script. */
export class OrderOfEvents {
  #state: 'new' | 'open' | 'paused' | 'closed' = 'new';
  /** Steps that are over. */
  readonly #over = new Set<string>();

  /** @returns why it cannot have happened; nothing where it can, and then it has */
  take(event: RecordEvent): RecordLineProblem | undefined {
    if (this.#state === 'closed') return { code: 'after-closing' };
    if ((event.kind === 'opened') !== (this.#state === 'new')) return { code: 'opening' };
    if (this.#state === 'paused' && event.kind !== 'resumed') return { code: 'in-break' };
    switch (event.kind) {
      case 'opened':
        this.#state = 'open';
        return undefined;
      case 'paused':
        this.#state = 'paused';
        return undefined;
      case 'resumed':
        this.#state = 'open';
        return undefined;
      case 'closed':
        this.#state = 'closed';
        return undefined;
      case 'done':
      case 'deviated':
      case 'skipped':
        if (this.#over.has(event.step)) return { code: 'order', step: event.step };
        this.#over.add(event.step);
        return undefined;
      case 'repeated':
        return this.#over.delete(event.step) ? undefined : { code: 'order', step: event.step };
      default:
        return undefined;
    }
  }
}
