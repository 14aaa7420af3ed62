const MOST_LETTERS = 52;

/** What a table of a model's scores is called until the person says otherwise: its title as a name that queries can use. */
export function tableNameFor(title: string): string {
  const name = title
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^[_\p{N}]+|_+$/gu, '')
    .slice(0, MOST_LETTERS);
  return name === '' ? 'scores' : `${name}_scores`;
}
