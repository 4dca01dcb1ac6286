/** What is left blank on the paper script, to be written into by hand. */
import type { ComponentChildren, VNode } from 'preact';
import { Captioned } from '../parts/parts.tsx';

/** A place for handwriting, with what belongs there above it. */
export function Blank({
  label,
  size = 'word',
}: {
  readonly label: ComponentChildren;
  readonly size?: 'word' | 'line' | 'lines';
}): VNode {
  return (
    <div class={`blank ${size}`}>
      <span class="label">{label}</span>
    </div>
  );
}

/** A place for a tick. */
export function Tick({ children }: { readonly children: ComponentChildren }): VNode {
  return (
    <span class="tick">
      <span class="tick-box" aria-hidden="true" />
      {children}
    </span>
  );
}

/** A table to be filled in: rows that name somebody, or none. */
export function Sheet({
  caption,
  head,
  rows,
  wide,
}: {
  readonly caption: string;
  readonly head: readonly string[];
  /** The column that needs most room. */
  readonly wide?: string;
  readonly rows: readonly (readonly ComponentChildren[])[];
}): VNode {
  return (
    <Captioned caption={caption}>
      <table class="sheet" aria-label={caption}>
        <thead>
          <tr>
            {head.map((title) => (
              <th scope="col" class={title === wide ? 'most' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => (
            <tr>
              {head.map((_, at) => (
                <td>{cells[at]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Captioned>
  );
}
