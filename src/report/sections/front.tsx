/** What is wrong, or was done otherwise, or cannot be told: it stands in front of all that went well. */
import type { VNode } from 'preact';
import type { Findings } from '../../evidence/findings.ts';
import {
  describeContradiction,
  describeDeviation,
  describeUncheckedClaim,
  NO_CONTRADICTION,
} from '../../words/evidence.ts';
import { Chapter, Given, Nothing, Time } from '../parts/parts.tsx';
import { Person } from '../parts/people.tsx';

export function Contradictions({ contradictions }: Pick<Findings, 'contradictions'>): VNode {
  return (
    <Chapter id="contradictions" title="What contradicts">
      {contradictions.length === 0 ? (
        <Nothing>{`${capitalise(NO_CONTRADICTION)}.`}</Nothing>
      ) : (
        <ul class="bad-list">
          {contradictions.map((one) => (
            <li>
              <Given>{describeContradiction(one)}</Given>
            </li>
          ))}
        </ul>
      )}
    </Chapter>
  );
}

export function Deviations({
  deviations,
  ceremony,
}: Pick<Findings, 'deviations' | 'ceremony'>): VNode {
  return (
    <Chapter id="deviations" title="Deviations">
      {deviations.length === 0 ? (
        <Nothing>None: each step was done as the script says.</Nothing>
      ) : (
        <ol class="open-list">
          {deviations.map((deviation) => (
            <li>
              <p>
                <strong>
                  <Given>{describeDeviation(deviation, ceremony?.participants)}</Given>
                </strong>
                , <Time at={deviation.at} />
              </p>
              {deviation.reason !== null && (
                <p>
                  Reason: <Given>{deviation.reason}</Given>
                </p>
              )}
              {deviation.acceptedBy !== null && (
                <p>
                  Accepted by <Person id={deviation.acceptedBy} />
                </p>
              )}
            </li>
          ))}
        </ol>
      )}
    </Chapter>
  );
}

export function Unchecked({ unchecked }: Pick<Findings, 'unchecked'>): VNode {
  return (
    <Chapter id="unchecked" title="What cannot be checked">
      {unchecked.length === 0 ? (
        <Nothing>Everything that is claimed can be checked from the bundle.</Nothing>
      ) : (
        <>
          <p>Nobody can tell from this bundle alone:</p>
          <ul class="open-list">
            {unchecked.map((claim) => (
              <li>
                <Given>{describeUncheckedClaim(claim)}</Given>
              </li>
            ))}
          </ul>
        </>
      )}
    </Chapter>
  );
}

function capitalise(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
