import type { Label, Text } from '../../../contract/text.ts';

/** A label as a value of a sentence. */
export const said = (label: Label): string | Text => (typeof label === 'string' ? label : label.text);
