import type { Text } from '../../src-main/contract/text.ts';

/** A list of texts whose names are checked where they are used. */
export const texts = <K extends string>(given: Record<K, Text>): Readonly<Record<K, Text>> => given;
