import type { PersonaCard } from '../../../contract/cards.ts';
import type { MessageValue } from '../../../contract/text.ts';
import type { Difference } from './stand-out.ts';

/** A group with its members and what is said of it. */
export interface Persona {
  readonly cluster: string;
  readonly size: number;
  /** Of all customers in groups. */
  readonly share: number;
  /** What its members paid; NaN where that is not known. */
  readonly revenue: number;
  readonly differences: readonly Difference[];
  readonly card: PersonaCard;
}

/** The name of a group within a message. */
export const nameIn = ({ own, proposed }: Pick<PersonaCard, 'own' | 'proposed'>): MessageValue => own ?? proposed;

/** Clusters as numbers where all are, as the column of the members is. */
export const clusterValues = (clusters: readonly string[]): string[] | number[] => {
  const numbers = clusters.map(Number);
  return numbers.every((number, i) => Number.isInteger(number) && String(number) === clusters[i])
    ? numbers
    : [...clusters];
};
